using static HpcScheduler.SchedulerErrorCategory;

namespace HpcScheduler;

/// <summary>
/// The table of errors: every error that the host answers and a cmdlet writes. Numbers are HPC Pack's where it has one.
/// </summary>
public static class SchedulerErrors
{
    private const int Facility = unchecked((int)0x80040000);

    /// <summary>No job has this number.</summary>
    public static readonly SchedulerError JobNotFound = new("HpcJobNotFound", ObjectNotFound, Facility | 0x0206, 404,
        "There is no job {0}.", "List the jobs with Get-HpcJob -State All.");

    /// <summary>No job matches the filter.</summary>
    public static readonly SchedulerError NoJobMatches = new("HpcNoJobMatches", ObjectNotFound, 0, 404,
        "No job matches: {0}.", "Widen the filter, for example with -State All.");

    /// <summary>The job has no such task.</summary>
    public static readonly SchedulerError TaskNotFound = new("HpcTaskNotFound", ObjectNotFound, Facility | 0x0207, 404,
        "There is no task {0}.", "List the tasks of the job with Get-HpcTask -JobId.");

    /// <summary>The job's state does not allow a cancel or a finish.</summary>
    public static readonly SchedulerError JobNotCancelable = new("HpcJobNotCancelable", InvalidOperation, Facility | 0x0208, 409,
        "Job {0} is {1} and cannot be {2}. A job can be canceled while it is Configuring, Submitted, Validating, Queued or Running "
        + "(or, to hurry it, Canceling or Finishing), and finished while it is Queued or Running.",
        "A job that has ended needs no stopping.");

    /// <summary>The task's state does not allow a cancel or a finish.</summary>
    public static readonly SchedulerError TaskNotCancelable = new("HpcTaskNotCancelable", InvalidOperation, Facility | 0x0209, 409,
        "Task {0} is {1} and cannot be {2}. A task can be canceled while it is Configuring, Submitted, Queued or Running, "
        + "and finished while it is Running.",
        "A task that has ended needs no stopping.");

    /// <summary>Only a job in Configuring can be submitted, only a Canceled or Failed one queued again.</summary>
    public static readonly SchedulerError JobNotSubmittable = new("HpcJobNotSubmittable", InvalidOperation, Facility | 0x0202, 409,
        "Job {0} is {1} and cannot be submitted. A job is submitted while it is Configuring, and queued again after it is Canceled or Failed.",
        "To run a Finished job once more, copy it with New-HpcJob -Job.");

    /// <summary>No change to a node has this identifier.</summary>
    public static readonly SchedulerError OperationNotFound = new("HpcOperationNotFound", ObjectNotFound, 0, 404,
        "There is no operation '{0}'.", "List the operations with Get-HpcOperation.");

    /// <summary>A change to a node that is not under way.</summary>
    public static readonly SchedulerError OperationNotStoppable = new("HpcOperationNotStoppable", InvalidOperation, 0, 409,
        "The operation {0} ({1}) cannot be taken back: it is not under way, node {2} is {3}.",
        "An operation is under way while its node drains; Set-HpcNodeState changes the state of a node.");

    /// <summary>No node template has this name.</summary>
    public static readonly SchedulerError NodeTemplateNotFound = new("HpcNodeTemplateNotFound", ObjectNotFound, 0, 404,
        "There is no node template '{0}'.", "List them with Get-HpcNodeTemplate.");

    /// <summary>No metric has this name.</summary>
    public static readonly SchedulerError MetricNotFound = new("HpcMetricNotFound", ObjectNotFound, 0, 404,
        "There is no metric {0}.", "List the metrics with Get-HpcMetric.");

    /// <summary>None of the metrics asked for has this counter.</summary>
    public static readonly SchedulerError MetricCounterNotFound = new("HpcMetricCounterNotFound", ObjectNotFound, 0, 404,
        "None of these metrics has a counter '{0}'.", "Get-HpcMetric shows the counters of each metric.");

    /// <summary>A span of time that ends before it begins.</summary>
    public static readonly SchedulerError InvalidPeriod = new("HpcInvalidPeriod", InvalidArgument, 0, 400,
        "EndDate {1:yyyy-MM-dd HH:mm:ss} lies before StartDate {0:yyyy-MM-dd HH:mm:ss}.", "Exchange them.");

    /// <summary>Processes of the job's last run are still there.</summary>
    public static readonly SchedulerError JobHasSurvivors = new("HpcJobHasSurvivors", ResourceUnavailable, 0, 409,
        "Job {0} cannot be queued again yet: processes of task {1} were killed, but have not ended.",
        "host.log in the scheduler's folder names them. When they are gone, start the scheduler anew.");

    /// <summary>The job's state does not allow a change.</summary>
    public static readonly SchedulerError JobNotModifiable = new("HpcJobNotModifiable", InvalidOperation, Facility | 0x021F, 409,
        "Job {0} is {1} and cannot be changed.", "Only its progress can be changed now.");

    /// <summary>A job that ended well does not change any more.</summary>
    public static readonly SchedulerError FinishedJobNotModifiable = new("HpcFinishedJobNotModifiable", InvalidOperation, Facility | 0x021F, 409,
        "Job {0} is Finished and cannot be changed.", "To run it again, make a copy of it: Get-HpcJob and New-HpcJob.");

    /// <summary>A job file was said and has no name, as where a variable of a script is empty.</summary>
    public static readonly SchedulerError JobFileNotNamed = new("HpcJobFileNotNamed", InvalidArgument, 0, 400,
        "-JobFile is empty.", "Name the file, or leave the parameter out for a job without tasks.");

    /// <summary>The run time of a job that fills a gap.</summary>
    public static readonly SchedulerError BackfilledRunTime = new("HpcBackfilledRunTime", InvalidOperation, Facility | 0x021D, 409,
        "Job {0} was started before its turn because of its run time, so RunTime cannot be changed while it runs.",
        "Change other properties only, or let it end.");

    /// <summary>This property cannot change in this state.</summary>
    public static readonly SchedulerError PropertyNotModifiable = new("HpcPropertyNotModifiable", InvalidOperation, Facility | 0x0231, 409,
        "{1} of job {0} cannot be changed while the job is {2}.", "Get-Help Set-HpcJob says what can be changed in which state.");

    /// <summary>The job's state does not allow adding a task.</summary>
    public static readonly SchedulerError TaskNotAddable = new("HpcTaskNotAddable", InvalidOperation, Facility | 0x021F, 409,
        "Job {0} is {1} and takes no more tasks.", "Add tasks while the job is Configuring, Queued, Running, Canceled or Failed.");

    /// <summary>This type of task can only be added while the job is Configuring.</summary>
    public static readonly SchedulerError TaskTypeAddedTooLate = new("HpcTaskTypeAddedTooLate", InvalidOperation, Facility | 0x0252, 409,
        "A {1} task can be added to job {0} only while the job is Configuring; it is {2}.", "Make a new job with this task.");

    /// <summary>A job has at most one node release task.</summary>
    public static readonly SchedulerError MultipleNodeReleaseTasks = new("HpcMultipleNodeReleaseTasks", InvalidArgument, Facility | 0x0648, 400,
        "Job {0} already has a NodeRelease task; a job has at most one.", "Put both commands into one task.");

    /// <summary>This type of task is not supported.</summary>
    public static readonly SchedulerError TaskTypeNotSupported = new("HpcTaskTypeNotSupported", InvalidArgument, Facility | 0x0244, 400,
        "Tasks of type {0} are not supported by this version.", "Use Basic, ParametricSweep, NodePrep, NodeRelease or Service.");

    /// <summary>A property that this type of task cannot have.</summary>
    public static readonly SchedulerError PropertyNotForTaskType = new("HpcPropertyNotForTaskType", InvalidArgument, Facility | 0x0254, 400,
        "{0} cannot be set for a task of type {1}.", "Leave it out, or choose another -Type.");

    /// <summary>The message of a cancel or finish is too long.</summary>
    public static readonly SchedulerError MessageTooLong = new("HpcMessageTooLong", LimitsExceeded, Facility | 0x02D3, 400,
        "The message has {0} characters; at most {1} are allowed.", "Shorten it. Nothing was stopped.");

    /// <summary>A text is longer than allowed.</summary>
    public static readonly SchedulerError ValueTooLong = new("HpcValueTooLong", LimitsExceeded, Facility | 0x0235, 400,
        "{0} has {1} characters; at most {2} are allowed.", "Shorten it.");

    /// <summary>A task without a command line.</summary>
    public static readonly SchedulerError CommandLineMissing = new("HpcCommandLineMissing", InvalidArgument, Facility | 0x0610, 400,
        "The task has no command line.", "Give one with -CommandLine; it is run by bash, or by /bin/sh where there is no bash.");

    /// <summary>A resource count that is not [min-]max.</summary>
    public static readonly SchedulerError InvalidResourceCount = new("HpcInvalidResourceCount", InvalidArgument, Facility | 0x0205, 400,
        "-{0} '{1}' is not a count. Allowed is max or min-max, whole numbers from 1, the minimum not above the maximum{2}.",
        "For example 2 or 1-4.");

    /// <summary>The minimum is above the maximum.</summary>
    public static readonly SchedulerError MinGreaterThanMax = new("HpcMinGreaterThanMax", InvalidArgument, Facility | 0x060A, 400,
        "The minimum of {0} is above the maximum of {1}.", "Give the smaller number first, for example 2-4.");

    /// <summary>A number outside its range.</summary>
    public static readonly SchedulerError ValueOutOfRange = new("HpcValueOutOfRange", InvalidArgument, Facility | 0x0205, 400,
        "{0} is {1}; allowed is {2}.", "Give a value in this range.");

    /// <summary>A priority that is none.</summary>
    public static readonly SchedulerError InvalidPriority = new("HpcInvalidPriority", InvalidArgument, Facility | 0x02D9, 400,
        "Priority '{0}' is not allowed. Allowed is a number from 0 to 4000, one of Lowest, BelowNormal, Normal, AboveNormal, Highest, "
        + "or such a name with an offset.", "For example -Priority AboveNormal or -Priority Normal+5.");

    /// <summary>A progress that is no percentage.</summary>
    public static readonly SchedulerError ProgressOutOfRange = new("HpcJobProgressOutOfRange", InvalidArgument, Facility | 0x024B, 400,
        "Progress is {0}; allowed is 0 to 100.", "Give a percentage.");

    /// <summary>An environment variable that is not name=value.</summary>
    public static readonly SchedulerError InvalidEnvironmentVariable = new("HpcInvalidEnvironmentVariable", InvalidArgument, Facility | 0x023D, 400,
        "Environment variable '{0}' is not allowed: {1}.", "Write it as NAME=value; the name has letters, digits and underscores and starts with no digit.");

    /// <summary>An environment variable that the scheduler sets itself.</summary>
    public static readonly SchedulerError ReservedEnvironmentVariable = new("HpcReservedEnvironmentVariable", InvalidArgument, Facility | 0x0236, 400,
        "Environment variable '{0}' is set by the scheduler itself.", "Choose another name. Tasks have those that the scheduler sets anyway; names that begin with CCP_ and are none of these may be set, and none that begins with HPCSCHEDULER_.");

    /// <summary>A task name that dependencies could not name.</summary>
    public static readonly SchedulerError InvalidTaskName = new("HpcInvalidTaskName", InvalidArgument, Facility | 0x03AB, 400,
        "The task name '{0}' contains a comma or a line break.", "A comma separates names in -Depend; leave it out of the name.");

    /// <summary>A path that is not absolute.</summary>
    public static readonly SchedulerError WorkDirNotAbsolute = new("HpcWorkDirNotAbsolute", InvalidArgument, Facility | 0x0205, 400,
        "-WorkDir '{0}' is not an absolute path.", "Give the path from the root.");

    /// <summary>A text with a character that cannot be in a path, a command line or a variable.</summary>
    public static readonly SchedulerError NullCharacter = new("HpcNullCharacter", InvalidArgument, Facility | 0x0205, 400,
        "{0} contains a null character.", "Take it out.");

    /// <summary>A name with a character that would do something to the terminal of whoever looks at it.</summary>
    public static readonly SchedulerError ControlCharacter = new("HpcControlCharacter", InvalidArgument, Facility | 0x0205, 400,
        "{0} contains the control character U+{1:X4}: '{2}'.", "Take it out: a name is one line of plain text.");

    /// <summary>A sweep whose first value is above its last.</summary>
    public static readonly SchedulerError InvalidSweep = new("HpcInvalidSweep", InvalidArgument, Facility | 0x0646, 400,
        "The sweep starts at {0} and ends at {1}; the start must not be above the end.", "Exchange -Start and -End.");

    /// <summary>An increment below 1.</summary>
    public static readonly SchedulerError InvalidIncrement = new("HpcInvalidIncrement", InvalidArgument, Facility | 0x0645, 400,
        "The increment of the sweep is {0}; it must be at least 1.", "Give -Increment 1 or more.");

    /// <summary>A sweep with too many sub-tasks.</summary>
    public static readonly SchedulerError TooManySubTasks = new("HpcTooManySubTasks", LimitsExceeded, Facility | 0x064E, 400,
        "The sweep has {0} sub-tasks; at most {1} are allowed.", "Use a larger -Increment or several tasks.");

    /// <summary>A job or sub-task without the task that is meant.</summary>
    public static readonly SchedulerError TaskIdMissing = new("HpcTaskIdMissing", InvalidArgument, Facility | 0x0207, 400,
        "-{0} {1} needs the number of a task.", "Give it with -TaskId.");

    /// <summary>A method of an object that no scheduler has told of.</summary>
    public static readonly SchedulerError ObjectNotRead = new("HpcObjectNotRead", InvalidOperation, 0, 400,
        "'{0}' was made and not read from a scheduler: there is none to ask.", "Read it, for example with Get-HpcJob, and call the method then.");

    /// <summary>A method of an object where nothing knows the way to its scheduler.</summary>
    public static readonly SchedulerError LinkMissing = new("HpcLinkMissing", InvalidOperation, 0, 400,
        "The module HpcScheduler is not imported, so no scheduler can be asked.", "Import it with Import-Module HpcScheduler.");

    /// <summary>Type and Parametric do not agree.</summary>
    public static readonly SchedulerError TaskTypeContradiction = new("HpcTaskTypeContradiction", InvalidArgument, Facility | 0x0257, 400,
        "-Parametric and -Type {0} contradict each other.", "Leave one of them out.");

    /// <summary>A task with dependencies needs a name.</summary>
    public static readonly SchedulerError DependWithoutName = new("HpcDependWithoutName", InvalidArgument, Facility | 0x0628, 400,
        "Task {0} depends on others but has no name.", "Give it one with -Name.");

    /// <summary>A dependency on a task that does not exist.</summary>
    public static readonly SchedulerError UnknownDependency = new("HpcUnknownDependency", InvalidArgument, Facility | 0x0627, 400,
        "Task {0} depends on '{1}', but no task of the job has this name.", "Correct -Depend or add the task.");

    /// <summary>Dependencies in a circle.</summary>
    public static readonly SchedulerError DependencyCycle = new("HpcDependencyCycle", InvalidArgument, Facility | 0x0625, 400,
        "The dependencies of job {0} form a circle: {1}.", "Take one of them away.");

    /// <summary>A task that asks for more than its job.</summary>
    public static readonly SchedulerError TaskExceedsJob = new("HpcTaskExceedsJob", InvalidArgument, Facility | 0x0616, 400,
        "Task {0} needs {1} cores, but its job may start with {2}.", "Raise the minimum of the job or lower that of the task.");

    /// <summary>A job that needs more cores than there are.</summary>
    public static readonly SchedulerError NotEnoughCores = new("HpcNotEnoughCores", ResourceUnavailable, Facility | 0x060C, 400,
        "Job {0} needs {1} {3}s, but the scheduler has {2}.", "Lower what it asks for, or start the scheduler with more with Start-HpcScheduler -SubscribedCores.");

    /// <summary>A job with nothing but node release tasks.</summary>
    public static readonly SchedulerError OnlyNodeReleaseTasks = new("HpcOnlyNodeReleaseTasks", InvalidArgument, Facility | 0x0649, 400,
        "Job {0} has nothing to run but NodePrep and NodeRelease tasks.", "Add another task, or set -RunUntilCanceled.");

    /// <summary>A hold in the past.</summary>
    public static readonly SchedulerError HoldUntilPast = new("HpcHoldUntilPast", InvalidArgument, Facility | 0x02CB, 400,
        "HoldUntil {0} is in the past.", "Give a later time, or [datetime]::MinValue to take the hold away.");

    /// <summary>A hold too far ahead.</summary>
    public static readonly SchedulerError HoldUntilTooLong = new("HpcHoldUntilTooLong", InvalidArgument, Facility | 0x02D1, 400,
        "HoldUntil {0} is more than a year ahead.", "Give a time within a year.");

    /// <summary>A cluster property that does not exist.</summary>
    public static readonly SchedulerError ClusterPropertyNotFound = new("HpcClusterPropertyNotFound", ObjectNotFound, 0, 404,
        "There is no cluster property '{0}'.", "List them with Get-HpcClusterProperty.");

    /// <summary>AllowNewUserConnections is False.</summary>
    public static readonly SchedulerError ConnectionsNotAllowed = new("HpcConnectionsNotAllowed", SchedulerErrorCategory.PermissionDenied, Facility | 0x023C, 403,
        "Only administrators may use the scheduler now; {0} is none.",
        "Try later; an administrator ends this with Set-HpcClusterProperty -AllowNewUserConnections $true.");

    /// <summary>RestoreMode is True.</summary>
    public static readonly SchedulerError SchedulerInRestoreMode = new("HpcSchedulerInRestoreMode", InvalidOperation, Facility | 0x02CC, 409,
        "The scheduler is in restore mode: nothing of job {0} can be submitted now.",
        "Submit it later; an administrator ends restore mode with Set-HpcClusterProperty -RestoreMode:$false.");

    /// <summary>Force and graceful at once.</summary>
    public static readonly SchedulerError ForceAndGraceful = new("HpcForceAndGraceful", InvalidArgument, Facility | 0x020F, 400,
        "-Force and -Graceful contradict each other.", "Give one of them. Nothing was stopped.");

    /// <summary>The caller may not do this.</summary>
    public static readonly SchedulerError PermissionDenied = new("HpcPermissionDenied", SchedulerErrorCategory.PermissionDenied, Facility | 0x020B, 403,
        "{0} may not {1}.", "Get-HpcMember lists the administrators, who can give the role with Add-HpcMember. A job's owner needs none.");

    /// <summary>No user of the machine has this name.</summary>
    public static readonly SchedulerError UserNotFound = new("HpcUserNotFound", ObjectNotFound, 0, 404,
        "There is no user '{0}' on the scheduler's machine.", "Give the name that 'id' knows the user by.");

    /// <summary>No member has this name.</summary>
    public static readonly SchedulerError MemberNotFound = new("HpcMemberNotFound", ObjectNotFound, 0, 404,
        "'{0}' is no member of the scheduler.", "List the members with Get-HpcMember.");

    /// <summary>The member does not have this role.</summary>
    public static readonly SchedulerError MemberLacksRole = new("HpcMemberLacksRole", ObjectNotFound, 0, 404,
        "'{0}' has not the role {1}, but {2}.", "List the members with Get-HpcMember.");

    /// <summary>The scheduler itself makes this user an administrator.</summary>
    public static readonly SchedulerError MemberIsFixed = new("HpcMemberIsFixed", InvalidOperation, 0, 409,
        "'{0}' is always an administrator of this scheduler and cannot be removed.",
        "Whom a scheduler belongs to, and root, need no role. Take roles from others.");

    /// <summary>Only a Canceled or Failed job can be queued again.</summary>
    public static readonly SchedulerError JobNotRestartable = new("HpcJobNotRestartable", InvalidOperation, Facility | 0x020A, 409,
        "Job {0} is {1} and cannot be queued again; only a Canceled or Failed job can.",
        "Submit a Configuring job with Submit-HpcJob; to run a Finished one once more, copy it with New-HpcJob -Job.");

    /// <summary>Only a job that has ended can be removed.</summary>
    public static readonly SchedulerError JobNotRemovable = new("HpcJobNotRemovable", InvalidOperation, Facility | 0x0250, 409,
        "Job {0} is {1} and cannot be removed; a job can be removed after it has ended, or before it was ever submitted.",
        "Stop it with Stop-HpcJob first.");

    /// <summary>Only a task in Configuring can be changed.</summary>
    public static readonly SchedulerError TaskNotModifiable = new("HpcTaskNotModifiable", InvalidOperation, Facility | 0x0247, 409,
        "Task {0} is {1} and cannot be changed; a task can be changed while it is Configuring.",
        "A task that failed or was canceled can be changed while its job is Configuring, as after Set-HpcJob -HoldUntil on a Failed job; "
        + "then submit the job again. A Finished task keeps its result: add a new one.");

    /// <summary>What sub-tasks a task has is settled once one of them has run or was canceled.</summary>
    public static readonly SchedulerError TaskRangeNotModifiable = new("HpcTaskRangeNotModifiable", InvalidOperation, Facility | 0x0248, 409,
        "Sub-tasks of task {0} have run or were canceled, so its type, start, end and increment cannot be changed.",
        "Change its other values, or add a new task.");

    /// <summary>Only a task in Configuring can be submitted.</summary>
    public static readonly SchedulerError TaskNotSubmittable = new("HpcTaskNotSubmittable", InvalidOperation, Facility | 0x0234, 409,
        "Task {0} is {1} and cannot be submitted; only a task that is Configuring can.",
        "To run it again, use Restart-HpcTask.");

    /// <summary>The task is in a state in which it cannot be queued again.</summary>
    public static readonly SchedulerError TaskNotRestartable = new("HpcTaskNotRestartable", InvalidOperation, Facility | 0x024C, 409,
        "Task {0} is {1} and cannot be queued again; a Failed, Canceled, Queued or Running task can.",
        "A Finished task keeps its result; add a new one to run its command line once more.");

    /// <summary>Tasks of this type cannot be queued again.</summary>
    public static readonly SchedulerError TaskTypeNotRestartable = new("HpcTaskTypeNotRestartable", InvalidOperation, Facility | 0x024D, 409,
        "Task {0} is a {1} task, which cannot be queued again by itself.",
        "Queue its job again with Restart-HpcJob.");

    /// <summary>The task is not rerunnable.</summary>
    public static readonly SchedulerError TaskNotRerunnable = new("HpcTaskNotRerunnable", InvalidOperation, Facility | 0x0612, 409,
        "Task {0} was added with -Rerunnable $false and cannot be queued again by itself.",
        "Queue its job again with Restart-HpcJob.");

    /// <summary>The job is in a state in which its tasks cannot be queued again.</summary>
    public static readonly SchedulerError TaskOfJobNotRestartable = new("HpcTaskOfJobNotRestartable", InvalidOperation, Facility | 0x024C, 409,
        "Job {0} is {1}, so its tasks cannot be queued again; they can while the job is Queued or Running, or after it ended Canceled or Failed.",
        "Wait for the job, or submit it.");

    /// <summary>A job has at most one node preparation task.</summary>
    public static readonly SchedulerError MultipleNodePrepTasks = new("HpcMultipleNodePrepTasks", InvalidArgument, Facility | 0x0647, 400,
        "Job {0} already has a NodePrep task; a job has at most one.",
        "Put both commands into one task.");

    /// <summary>A service task is alone in its job.</summary>
    public static readonly SchedulerError ServiceTaskNotAlone = new("HpcServiceTaskNotAlone", InvalidArgument, Facility | 0x0651, 400,
        "Job {0} has a Service task together with other tasks than NodePrep and NodeRelease.",
        "Put the Service task into a job of its own.");

    /// <summary>A submitted service job takes no more tasks.</summary>
    public static readonly SchedulerError TaskAddedToServiceJob = new("HpcTaskAddedToServiceJob", InvalidOperation, Facility | 0x0253, 409,
        "Job {0} has a Service task and takes no more tasks after it was submitted.",
        "Make another job.");

    /// <summary>The run time of a node release task is above the limit.</summary>
    public static readonly SchedulerError NodeReleaseTooLong = new("HpcNodeReleaseTooLong", InvalidArgument, Facility | 0x064C, 400,
        "The NodeRelease task {0} has a run time of {1} seconds; at most {2} are allowed.",
        "Lower -RunTime, or raise NodeReleaseTaskTimeout with Set-HpcClusterProperty.");

    /// <summary>Node release tasks are switched off.</summary>
    public static readonly SchedulerError NodeReleaseDisabled = new("HpcNodeReleaseDisabled", InvalidOperation, Facility | 0x064B, 409,
        "Job {0} has a NodeRelease task, but these are switched off: NodeReleaseTaskTimeout is 0.",
        "Raise it with Set-HpcClusterProperty.");

    /// <summary>A run time that is none.</summary>
    public static readonly SchedulerError InvalidRunTime = new("HpcInvalidRunTime", InvalidArgument, Facility | 0x0205, 400,
        "-{0} '{1}' is not a run time. Allowed is [[days:]hours:]minutes, whole numbers; a number with its unit, such as 90s or 1h30m; or Infinite.",
        "For example 90 for one and a half hours, or 1:0:0 for a day.");

    /// <summary>A list of exit codes that is none.</summary>
    public static readonly SchedulerError InvalidExitCodes = new("HpcInvalidExitCodes", InvalidArgument, Facility | 0x03A8, 400,
        "-{0} '{1}' is not a list of exit codes: {2}. Allowed are whole numbers and ranges a..b with commas between; min and max may be an end of a range.",
        "For example 0,10..20,100..max.");

    /// <summary>A custom property that is not name=value.</summary>
    public static readonly SchedulerError InvalidCustomProperties = new("HpcInvalidCustomProperties", InvalidArgument, Facility | 0x03AA, 400,
        "Custom property '{0}' is not allowed: {1}.",
        "Write it as name=value; the name has letters, digits and underscores, the value neither = nor ;.");

    /// <summary>The name of a custom property is too long.</summary>
    public static readonly SchedulerError CustomPropertyNameTooLong = new("HpcCustomPropertyNameTooLong", LimitsExceeded, Facility | 0x02DC, 400,
        "The name of a custom property has {0} characters; at most {1} are allowed.",
        "Shorten it.");

    /// <summary>The value of a custom property is too long.</summary>
    public static readonly SchedulerError CustomPropertyValueTooLong = new("HpcCustomPropertyValueTooLong", LimitsExceeded, Facility | 0x02DD, 400,
        "The value of custom property '{0}' has {1} characters; at most {2} are allowed.",
        "Shorten it.");

    /// <summary>A license that is not feature:number.</summary>
    public static readonly SchedulerError WrongLicenseFormat = new("HpcWrongLicenseFormat", InvalidArgument, Facility | 0x022D, 400,
        "License '{0}' is not allowed.",
        "Write it as feature:number; the number is from 1, or * for as many as there are resources.");

    /// <summary>A license feature that is named twice.</summary>
    public static readonly SchedulerError DuplicateLicenseFeature = new("HpcDuplicateLicenseFeature", InvalidArgument, Facility | 0x022E, 400,
        "License feature '{0}' is named twice.",
        "Name it once, with the whole number.");

    /// <summary>An order of nodes that is none.</summary>
    public static readonly SchedulerError InvalidOrderBy = new("HpcInvalidOrderBy", InvalidArgument, Facility | 0x0205, 400,
        "-OrderBy '{0}' is not allowed. Allowed are one or two of Cores, -Cores, Memory, -Memory, of different kinds.",
        "For example -OrderBy Memory, -Cores.");

    /// <summary>A mail address that is none.</summary>
    public static readonly SchedulerError InvalidEmailAddress = new("HpcInvalidEmailAddress", InvalidArgument, Facility | 0x032E, 400,
        "'{0}' is not a mail address.",
        "For example admin@example.org.");

    /// <summary>Parent jobs that cannot be parents.</summary>
    public static readonly SchedulerError InvalidParentJobIds = new("HpcInvalidParentJobIds", InvalidArgument, Facility | 0x03A9, 400,
        "-ParentJobIds {0} is not allowed: {1}.",
        "Give the numbers of jobs that were submitted and do not wait for this one.");

    /// <summary>Parent jobs that do not exist.</summary>
    public static readonly SchedulerError ParentJobsMissing = new("HpcParentJobsMissing", ObjectNotFound, Facility | 0x05F8, 400,
        "Job {0} waits for parent jobs that do not exist: {1}.",
        "Correct -ParentJobIds.");

    /// <summary>Parent jobs that have not been submitted.</summary>
    public static readonly SchedulerError ParentJobsNotSubmitted = new("HpcParentJobsNotSubmitted", InvalidOperation, Facility | 0x05F9, 400,
        "Job {0} waits for parent jobs that have not been submitted: {1}.",
        "Submit these first.");

    /// <summary>A job template that does not exist.</summary>
    public static readonly SchedulerError TemplateNotFound = new("HpcTemplateNotFound", ObjectNotFound, Facility | 0x021B, 404,
        "There is no job template '{0}'.",
        "List them with Get-HpcJobTemplate.");

    /// <summary>A job template that was there when the job was made.</summary>
    public static readonly SchedulerError TemplateGone = new("HpcTemplateGone", ObjectNotFound, Facility | 0x05F7, 409,
        "The job template '{1}' of job {0} does not exist any more.",
        "Give it another with Set-HpcJob -TemplateName.");

    /// <summary>A job template of that name exists.</summary>
    public static readonly SchedulerError TemplateExists = new("HpcTemplateExists", InvalidArgument, Facility | 0x021C, 409,
        "There already is a job template '{0}'.",
        "Choose another name; Import-HpcJobTemplate -Force replaces what a template says.");

    /// <summary>A name that no job template can have.</summary>
    public static readonly SchedulerError InvalidTemplateName = new("HpcInvalidTemplateName", InvalidArgument, Facility | 0x023A, 400,
        "'{0}' cannot be the name of a job template: {1}.",
        "For example Nightly.");

    /// <summary>The template that always exists.</summary>
    public static readonly SchedulerError DefaultTemplateNotRemovable = new("HpcDefaultTemplateNotRemovable", InvalidOperation, Facility | 0x0218, 409,
        "The job template '{0}' cannot be removed: jobs that name none have it.",
        "Its items can be replaced with Import-HpcJobTemplate -Force.");

    /// <summary>Jobs use the template.</summary>
    public static readonly SchedulerError TemplateInUse = new("HpcTemplateInUse", InvalidOperation, Facility | 0x026E, 409,
        "The job template '{0}' cannot be removed: job {1} uses it and is {2}.",
        "Wait until no job that uses it is queued or running, or cancel these.");

    /// <summary>No right to submit jobs with a template.</summary>
    public static readonly SchedulerError TemplateNotPermitted = new("HpcTemplateNotPermitted", SchedulerErrorCategory.PermissionDenied, Facility | 0x0219, 403,
        "{1} may not submit jobs with the job template '{0}'.",
        "Give another -TemplateName, or have the right SubmitJob given with Set-HpcJobTemplateAcl.");

    /// <summary>No right to make a template.</summary>
    public static readonly SchedulerError TemplateCreationDenied = new("HpcTemplateCreationDenied", SchedulerErrorCategory.PermissionDenied, Facility | 0x0214, 403,
        "{1} may not make the job template '{0}'.",
        "Administrators make job templates.");

    /// <summary>No right to remove a template.</summary>
    public static readonly SchedulerError TemplateRemovalDenied = new("HpcTemplateRemovalDenied", SchedulerErrorCategory.PermissionDenied, Facility | 0x0215, 403,
        "{1} may not remove the job template '{0}'.",
        "It needs the right Delete on it; Get-HpcJobTemplateAcl shows who has it.");

    /// <summary>No right to change a template.</summary>
    public static readonly SchedulerError TemplateChangeDenied = new("HpcTemplateChangeDenied", SchedulerErrorCategory.PermissionDenied, Facility | 0x0216, 403,
        "{1} may not change the job template '{0}'.",
        "It needs the right Edit on it, for its rights ChangePermissions; Get-HpcJobTemplateAcl shows who has it.");

    /// <summary>Rights on a template that cannot be read.</summary>
    public static readonly SchedulerError InvalidTemplateAcl = new("HpcInvalidTemplateAcl", InvalidArgument, Facility | 0x0205, 400,
        "'{0}' does not say who may do what with a job template: {1}.",
        "For example D:(A;;DCLCSDWD;;;BA)(A;;LC;;;ann); Get-Help Set-HpcJobTemplateAcl explains it.");

    /// <summary>An item for something that is no property of jobs, or with a part that the property cannot have.</summary>
    public static readonly SchedulerError InvalidTemplateItem = new("HpcInvalidTemplateItem", InvalidArgument, Facility | 0x0217, 400,
        "The job template '{0}' cannot have the item {1}: {2}.",
        "Correct the item, or leave it out.");

    /// <summary>Two items for one property.</summary>
    public static readonly SchedulerError DuplicateTemplateItem = new("HpcDuplicateTemplateItem", InvalidArgument, Facility | 0x0211, 400,
        "The job template '{0}' has two items for {1}.",
        "Put them into one.");

    /// <summary>A value in an item that is not of the property's kind.</summary>
    public static readonly SchedulerError InvalidTemplateItemValue = new("HpcInvalidTemplateItemValue", InvalidArgument, Facility | 0x022B, 400,
        "{2} of the item {1} of job template '{0}' is '{3}', which is not {4}.",
        "Correct it.");

    /// <summary>A minimum above the maximum.</summary>
    public static readonly SchedulerError TemplateItemMinGreaterThanMax = new("HpcTemplateItemMinGreaterThanMax", InvalidArgument, Facility | 0x022A, 400,
        "The item {1} of job template '{0}' has the minimum {2} and the maximum {3}.",
        "The minimum must not be above the maximum.");

    /// <summary>A default outside the range of its own item.</summary>
    public static readonly SchedulerError InvalidTemplateItemDefault = new("HpcInvalidTemplateItemDefault", InvalidArgument, Facility | 0x0228, 400,
        "The default '{2}' of the item {1} of job template '{0}' is not allowed by the item itself: {3}.",
        "Change the default or the range.");

    /// <summary>A default without a value that the item requires.</summary>
    public static readonly SchedulerError TemplateItemDefaultLacksRequired = new("HpcTemplateItemDefaultLacksRequired", InvalidArgument, Facility | 0x0227, 400,
        "The default '{2}' of the item {1} of job template '{0}' lacks '{3}', which the item requires.",
        "Put it into the default.");

    /// <summary>A read-only item without a default.</summary>
    public static readonly SchedulerError TemplateItemDefaultMissing = new("HpcTemplateItemDefaultMissing", InvalidArgument, Facility | 0x0229, 400,
        "The item {1} of job template '{0}' is read-only, but has no default for jobs to have.",
        "Give it a default.");

    /// <summary>No pool has this name.</summary>
    public static readonly SchedulerError PoolNotFound = new("HpcPoolNotFound", ObjectNotFound, Facility | 0x0392, 404,
        "There is no pool '{0}'.",
        "List them with Get-HpcPool.");

    /// <summary>A pool of that name exists.</summary>
    public static readonly SchedulerError PoolExists = new("HpcPoolExists", InvalidArgument, Facility | 0x0390, 409,
        "There already is a pool '{0}'.",
        "Choose another name, or change its weight with Set-HpcPool.");

    /// <summary>A weight that no pool can have.</summary>
    public static readonly SchedulerError InvalidPoolWeight = new("HpcInvalidPoolWeight", InvalidArgument, Facility | 0x0391, 400,
        "The pool '{0}' cannot have the weight {1}; allowed is 0 to {2}.",
        "Weights count against each other: 1 and 3 are the same as 25 and 75.");

    /// <summary>The pool that always exists.</summary>
    public static readonly SchedulerError DefaultPoolNotRemovable = new("HpcDefaultPoolNotRemovable", InvalidOperation, Facility | 0x0393, 409,
        "The pool '{0}' cannot be removed: jobs whose template names no pool are in it.",
        "Give it the weight 0 with Set-HpcPool.");

    /// <summary>Job templates name the pool.</summary>
    public static readonly SchedulerError PoolInUse = new("HpcPoolInUse", InvalidOperation, Facility | 0x0395, 409,
        "The pool '{0}' cannot be removed: these job templates name it: {1}.",
        "With -Force they go to the pool Default.");

    /// <summary>No more pools.</summary>
    public static readonly SchedulerError PoolLimitReached = new("HpcPoolLimitReached", LimitsExceeded, Facility | 0x0396, 409,
        "The pool '{0}' cannot be added: there are {1}, which is all that there can be.",
        "Remove one with Remove-HpcPool.");

    /// <summary>The name of a pool is too long.</summary>
    public static readonly SchedulerError PoolNameTooLong = new("HpcPoolNameTooLong", LimitsExceeded, Facility | 0x0397, 400,
        "The name of the pool has {0} characters; at most {1} are allowed.",
        "Shorten it.");

    /// <summary>A name that no pool can have.</summary>
    public static readonly SchedulerError InvalidPoolName = new("HpcInvalidPoolName", InvalidArgument, Facility | 0x0398, 400,
        "'{0}' cannot be the name of a pool: it is empty, or has a space at an end, a control character or one of {1} in it.",
        "For example Research.");

    /// <summary>A value that the job's template does not allow.</summary>
    public static readonly SchedulerError TemplateValueInvalid = new("HpcTemplateValueInvalid", InvalidArgument, Facility | 0x026F, 400,
        "{1} is '{2}', which job template '{0}' does not allow; allowed is {3}.",
        "Change it, or give another -TemplateName.");

    /// <summary>A value below the minimum of the job's template.</summary>
    public static readonly SchedulerError TemplateValueTooSmall = new("HpcTemplateValueTooSmall", InvalidArgument, Facility | 0x0270, 400,
        "{1} is {2}, below the minimum of job template '{0}', which is {3}.",
        "Raise it, or give another -TemplateName.");

    /// <summary>A value above the maximum of the job's template.</summary>
    public static readonly SchedulerError TemplateValueTooLarge = new("HpcTemplateValueTooLarge", InvalidArgument, Facility | 0x0271, 400,
        "{1} is {2}, above the maximum of job template '{0}', which is {3}.",
        "Lower it, or give another -TemplateName.");

    /// <summary>A value that the job's template requires is not among those of the job.</summary>
    public static readonly SchedulerError TemplateRequiredValueMissing = new("HpcTemplateRequiredValueMissing", InvalidArgument, Facility | 0x0272, 400,
        "{1} is '{2}', but job template '{0}' requires '{3}' among it.",
        "Add it, or give another -TemplateName.");

    /// <summary>A property that the job's template requires is not set.</summary>
    public static readonly SchedulerError TemplateRequiredPropertyNotSet = new("HpcTemplateRequiredPropertyNotSet", InvalidArgument, Facility | 0x05F3, 400,
        "{1} is not set, but job template '{0}' requires it, with {2}.",
        "Set it, or give another -TemplateName.");

    /// <summary>A node group that does not exist.</summary>
    public static readonly SchedulerError UnknownNodeGroup = new("HpcUnknownNodeGroup", ObjectNotFound, Facility | 0x0237, 404,
        "There is no node group '{0}'.",
        "Get-HpcGroup names the groups; ComputeNodes, HeadNodes and LinuxNodes always exist.");

    /// <summary>An operation on node groups without groups.</summary>
    public static readonly SchedulerError NodeGroupOpWithoutGroups = new("HpcNodeGroupOpWithoutGroups", InvalidArgument, Facility | 0x065B, 400,
        "Job {0} has a NodeGroupOp but no NodeGroups.",
        "Name the groups with -NodeGroups.");

    /// <summary>A node that does not exist.</summary>
    public static readonly SchedulerError NodeNotFound = new("HpcNodeNotFound", ObjectNotFound, Facility | 0x0603, 404,
        "There is no node '{0}'.",
        "Get-HpcNode names the nodes.");

    /// <summary>A node that is to be removed and may still have work.</summary>
    public static readonly SchedulerError NodeNotOffline = new("HpcNodeNotOffline", InvalidOperation, 0, 409,
        "Node '{0}' is {1}; only a node that is Offline can be removed.",
        "Take it offline with Set-HpcNodeState, and wait until nothing runs on it.");

    /// <summary>No node has what the job asks for.</summary>
    public static readonly SchedulerError NoNodeFits = new("HpcNoNodeFits", ResourceUnavailable, Facility | 0x0602, 400,
        "No node is fit for job {0}: {1}.",
        "Change what the job asks of its nodes.");

    /// <summary>A node of this name is there.</summary>
    public static readonly SchedulerError NodeExists = new("HpcNodeExists", InvalidOperation, Facility | 0x025E, 409,
        "There is already a node '{0}'.", "Choose another name, or remove that node with Remove-HpcNode.");

    /// <summary>A name that a node cannot have.</summary>
    public static readonly SchedulerError InvalidNodeName = new("HpcInvalidNodeName", InvalidArgument, Facility | 0x0205, 400,
        "'{0}' cannot be the name of a node. It has 1 to {1} letters, digits, dots, dashes and underscores, and does not begin with a dash.",
        "For example node-1.");

    /// <summary>A core that another node has.</summary>
    public static readonly SchedulerError CoreTaken = new("HpcCoreTaken", ResourceUnavailable, Facility | 0x0205, 409,
        "Core {0} belongs to node '{1}'.",
        "Each core belongs to one node. To divide the machine, take its own node offline with Set-HpcNodeState and remove it with Remove-HpcNode first.");

    /// <summary>A core that the machine does not have.</summary>
    public static readonly SchedulerError CoreNotThere = new("HpcCoreNotThere", ResourceUnavailable, Facility | 0x0205, 400,
        "The machine has no core {0}; its cores are {1}.", "Give numbers of cores that it has.");

    /// <summary>A graphics processor that another node has.</summary>
    public static readonly SchedulerError GpuTaken = new("HpcGpuTaken", ResourceUnavailable, Facility | 0x0205, 409,
        "Graphics processor {0} belongs to node '{1}'.", "Each belongs to one node. Get-HpcNode shows those of each.");

    /// <summary>A graphics processor that the machine does not have.</summary>
    public static readonly SchedulerError GpuNotThere = new("HpcGpuNotThere", ResourceUnavailable, Facility | 0x0205, 400,
        "The machine has no graphics processor {0}; it has {1}.", "Give numbers of those that it has.");

    /// <summary>A core or graphics processor that is named twice.</summary>
    public static readonly SchedulerError NamedTwice = new("HpcNamedTwice", InvalidArgument, Facility | 0x0205, 400,
        "{0} {1} is named twice.", "Name each once.");

    /// <summary>Fewer cores are free than are asked for.</summary>
    public static readonly SchedulerError TooFewFreeCores = new("HpcTooFewFreeCores", ResourceUnavailable, Facility | 0x0205, 409,
        "Node '{0}' is to have {1} cores, but only {2} of the machine belong to no node.",
        "Ask for fewer, or take another node offline with Set-HpcNodeState and remove it with Remove-HpcNode first.");

    /// <summary>Less memory is free than is asked for.</summary>
    public static readonly SchedulerError TooLittleFreeMemory = new("HpcTooLittleFreeMemory", ResourceUnavailable, Facility | 0x0205, 409,
        "Node '{0}' is to have {1} MB of memory, but only {2} MB of the machine belong to no node.", "Ask for less.");

    /// <summary>A location that is none.</summary>
    public static readonly SchedulerError InvalidLocation = new("HpcInvalidLocation", InvalidArgument, Facility | 0x0205, 400,
        "'{0}' is no location. It begins with a backslash and has one to three parts of at most {1} characters.",
        "Write it as \\DataCenter, \\DataCenter\\Rack or \\DataCenter\\Rack\\Chassis.");

    /// <summary>A place within a place that is not named.</summary>
    public static readonly SchedulerError LocationIncomplete = new("HpcLocationIncomplete", InvalidArgument, Facility | 0x0205, 400,
        "-{0} needs -{1}.", "Give both, or all of it with -Location.");

    /// <summary>A location said twice.</summary>
    public static readonly SchedulerError LocationContradiction = new("HpcLocationContradiction", InvalidArgument, Facility | 0x0205, 400,
        "-Location and -DataCenter say the same thing.", "Give one of them.");

    /// <summary>A node that has to be Offline for this change.</summary>
    public static readonly SchedulerError NodePropertyNotModifiable = new("HpcNodePropertyNotModifiable", InvalidOperation, Facility | 0x022F, 409,
        "Node '{0}' is {1}; {2} can be changed only while it is Offline.", "Take it offline with Set-HpcNodeState -State Offline first.");

    /// <summary>Cores that cannot be dealt out to the sockets.</summary>
    public static readonly SchedulerError SubscribedCoresIndivisible = new("HpcSubscribedCoresIndivisible", InvalidArgument, Facility | 0x0205, 400,
        "Node '{0}' would have {1} cores on {2} sockets, and each socket has to have as many as the others.",
        "Give -SubscribedCores that can be divided by the sockets.");

    /// <summary>A node group of this name is there.</summary>
    public static readonly SchedulerError NodeGroupExists = new("HpcNodeGroupExists", InvalidOperation, Facility | 0x0205, 409,
        "There is already a node group '{0}'.", "Choose another name.");

    /// <summary>A name that a node group cannot have.</summary>
    public static readonly SchedulerError InvalidNodeGroupName = new("HpcInvalidNodeGroupName", InvalidArgument, Facility | 0x0205, 400,
        "'{0}' cannot be the name of a node group. It has 1 to {1} characters, none of them a comma or a line break, and no space at its ends.",
        "A comma separates names in -NodeGroups; leave it out.");

    /// <summary>A node group that always exists.</summary>
    public static readonly SchedulerError NodeGroupBuiltIn = new("HpcNodeGroupBuiltIn", InvalidOperation, Facility | 0x0205, 409,
        "The node group {0} always exists; it cannot be {1}.", "Make a group of your own with New-HpcGroup.");

    /// <summary>A node group that jobs name.</summary>
    public static readonly SchedulerError NodeGroupInUse = new("HpcNodeGroupInUse", InvalidOperation, Facility | 0x0205, 409,
        "The node group {0} cannot be {1}: job {2} names it.", "Change the NodeGroups of the job, or stop it, first.");

    /// <summary>Nodes that were meant and not named.</summary>
    public static readonly SchedulerError NoNodeNamed = new("HpcNoNodeNamed", InvalidArgument, Facility | 0x0205, 400,
        "No node is named.", "Name at least one with -NodeName. No group was changed.");

    /// <summary>Force with a state that is reached without.</summary>
    public static readonly SchedulerError ForceNotOffline = new("HpcForceNotOffline", InvalidArgument, Facility | 0x020F, 400,
        "-Force goes with -State Offline only.", "Leave it out. No node was changed.");

    /// <summary>A state that no node here can be in.</summary>
    public static readonly SchedulerError NodeNotRejectable = new("HpcNodeNotRejectable", InvalidOperation, Facility | 0x022F, 409,
        "Node '{0}' cannot be rejected: that is for nodes that wait to be taken in, and here an administrator makes each.",
        "Remove it with Remove-HpcNode instead.");

    /// <summary>A node that is not where it was sent.</summary>
    public static readonly SchedulerError NodeStateMissed = new("HpcNodeStateMissed", InvalidOperation, 0, 409,
        "Node '{0}' was to be {1}, but somebody has made it {2}.", "Get-HpcNodeStateHistory says who.");

    /// <summary>A node to be excluded that does not exist.</summary>
    public static readonly SchedulerError ExcludedNodeNotFound = new("HpcExcludedNodeNotFound", ObjectNotFound, Facility | 0x026B, 404,
        "Node '{0}' cannot be excluded or taken back: there is no such node.",
        "Get-HpcNode names the nodes.");

    /// <summary>A node to be excluded that a task requires.</summary>
    public static readonly SchedulerError ExcludedRequiredNode = new("HpcExcludedRequiredNode", InvalidOperation, Facility | 0x0269, 409,
        "Node '{0}' cannot be excluded: task {1} requires it.",
        "Change -RequiredNodes of the task first.");

    /// <summary>A job cannot have its minimum without the node.</summary>
    public static readonly SchedulerError ExcludedTooManyNodes = new("HpcExcludedTooManyNodes", InvalidOperation, Facility | 0x026A, 409,
        "Without node '{0}' job {1} could not have its minimum.",
        "Lower the minimum of the job, or leave the node.");

    /// <summary>Too many excluded nodes.</summary>
    public static readonly SchedulerError ExcludedNodeListTooLong = new("HpcExcludedNodeListTooLong", LimitsExceeded, Facility | 0x02D2, 400,
        "The job would exclude {0} nodes; at most {1} are allowed.",
        "Raise ExcludedNodesLimit with Set-HpcClusterProperty.");

    /// <summary>More than one change of the excluded nodes.</summary>
    public static readonly SchedulerError ExclusionContradiction = new("HpcExclusionContradiction", InvalidArgument, Facility | 0x020F, 400,
        "-AddExcludedNodes, -RemoveExcludedNodes and -ClearExcludedNodes exclude each other.",
        "Give one of them.");

    /// <summary>Counts in several units.</summary>
    public static readonly SchedulerError UnitContradiction = new("HpcUnitContradiction", InvalidArgument, Facility | 0x0205, 400,
        "-{0} and -{1} exclude each other.",
        "Give one of -NumCores, -NumSockets, -NumNodes and -NumGpus.");

    /// <summary>A task that counts in another unit than its job.</summary>
    public static readonly SchedulerError TaskUnitDiffers = new("HpcTaskUnitDiffers", InvalidArgument, Facility | 0x0613, 400,
        "Task {0} counts in units of {1}, but its job in units of {2}.",
        "Give both the same of -NumCores, -NumSockets and -NumNodes.");

    /// <summary>A task that uses more than its job holds.</summary>
    public static readonly SchedulerError TaskMaxExceedsJob = new("HpcTaskMaxExceedsJob", InvalidArgument, Facility | 0x0617, 400,
        "Task {0} uses up to {1} cores, but its job holds at most {2}.",
        "Raise the maximum of the job or lower that of the task.");

    /// <summary>An exclusive task in a job that is not.</summary>
    public static readonly SchedulerError TaskExclusiveJobNot = new("HpcTaskExclusiveJobNot", InvalidArgument, Facility | 0x0619, 400,
        "Task {0} is exclusive, but its job is not.",
        "Set -Exclusive of the job too.");

    /// <summary>An exclusive task in a job with a computed minimum or maximum.</summary>
    public static readonly SchedulerError TaskExclusiveAutoCalculate = new("HpcTaskExclusiveAutoCalculate", InvalidArgument, Facility | 0x061E, 400,
        "Task {0} is exclusive, but the minimum or maximum of its job is computed.",
        "Give the job both, for example -NumCores 1-4.");

    /// <summary>Required nodes in a job with a computed minimum or maximum.</summary>
    public static readonly SchedulerError RequiredNodesAutoCalculate = new("HpcRequiredNodesAutoCalculate", InvalidArgument, Facility | 0x061F, 400,
        "Task {0} has required nodes, but the minimum or maximum of its job is computed.",
        "Give the job both, for example -NumCores 1-4.");

    /// <summary>A required node that the job does not request.</summary>
    public static readonly SchedulerError RequiredNodeNotRequested = new("HpcRequiredNodeNotRequested", InvalidArgument, Facility | 0x061A, 400,
        "Task {0} requires node '{1}', which is not among the requested nodes of its job.",
        "Add it to -RequestedNodes of the job.");

    /// <summary>A task that may run longer than its job.</summary>
    public static readonly SchedulerError TaskRunTimeExceedsJob = new("HpcTaskRunTimeExceedsJob", InvalidArgument, Facility | 0x061B, 400,
        "Task {0} may run {1} (d.hh:mm:ss), but its job only {2}.",
        "Raise -RunTime of the job or lower that of the task.");

    /// <summary>A reservation without a minimum and maximum.</summary>
    public static readonly SchedulerError RunUntilCanceledWithoutCount = new("HpcRunUntilCanceledWithoutCount", InvalidArgument, Facility | 0x0604, 400,
        "Job {0} is to run until it is canceled, but has no minimum and maximum of its own.",
        "Give both, for example -NumCores 1-4.");

    /// <summary>Tasks of one name with different dependencies.</summary>
    public static readonly SchedulerError SameNameOtherDependencies = new("HpcSameNameOtherDependencies", InvalidArgument, Facility | 0x0624, 400,
        "Several tasks of job {0} are named '{1}', but do not depend on the same tasks.",
        "Give them different names, or the same -Depend.");

    /// <summary>The submission filter refused the job.</summary>
    public static readonly SchedulerError SubmissionFilterFailed = new("HpcSubmissionFilterFailed", InvalidOperation, Facility | 0x0642, 409,
        "The submission filter refused job {0} with exit code {1}: {2}.",
        "Change the job and submit it again, or ask the administrator of the scheduler.");

    /// <summary>The submission filter took too long.</summary>
    public static readonly SchedulerError SubmissionFilterTimeout = new("HpcSubmissionFilterTimeout", OperationTimeout, Facility | 0x0654, 408,
        "The submission filter said nothing about job {0} within {1} seconds and was stopped.",
        "Submit the job again, or have the administrator set more time with Set-HpcClusterProperty -SubmissionFilterTimeout.");

    /// <summary>The submission filter cannot be run.</summary>
    public static readonly SchedulerError SubmissionFilterMissing = new("HpcSubmissionFilterMissing", ResourceUnavailable, Facility | 0x0643, 409,
        "The submission filter '{1}' could not be asked about job {0}: {2}.",
        "Have the administrator set another with Set-HpcClusterProperty -SubmissionFilterProgram, then submit the job again.");

    /// <summary>The submission filter left a job file that is not valid.</summary>
    public static readonly SchedulerError SubmissionFilterInvalid = new("HpcSubmissionFilterInvalid", InvalidData, Facility | 0x0655, 409,
        "The submission filter made job {0} into one that is not valid: {1}.",
        "Have the administrator mend the filter, then submit the job again.");

    /// <summary>A count of failures for a task without sub-tasks.</summary>
    public static readonly SchedulerError FailureCountContradiction = new("HpcFailureCountContradiction", InvalidArgument, Facility | 0x0254, 400,
        "-FailJobOnFailureCount cannot be set for a task of type {0}.",
        "Use -FailJobOnFailure.");

    /// <summary>A job or task file that cannot be read.</summary>
    public static readonly SchedulerError InvalidXml = new("HpcInvalidXml", InvalidData, Facility | 0x0205, 400,
        "The file '{0}' is not a job, task or job template file: {1}.",
        "Compare it with one that Export-HpcJob, Export-HpcTask or Export-HpcJobTemplate writes.");

    /// <summary>A file that cannot be read.</summary>
    public static readonly SchedulerError FileNotReadable = new("HpcFileNotReadable", OpenError, 0, 400,
        "The file '{0}' cannot be read: {1}.",
        "Give the path of a file that you may read.");

    /// <summary>A file that cannot be written.</summary>
    public static readonly SchedulerError FileNotWritable = new("HpcFileNotWritable", WriteError, 0, 400,
        "The file '{0}' cannot be written: {1}.",
        "Give the path of a file that you may write.");

    /// <summary>A job from a file and from a job at once.</summary>
    public static readonly SchedulerError FileAndCopyContradiction = new("HpcFileAndCopyContradiction", InvalidArgument, Facility | 0x0205, 400,
        "-JobFile and -Job contradict each other.",
        "Give one of them.");

    /// <summary>A task that has written nothing yet.</summary>
    public static readonly SchedulerError OutputNotThere = new("HpcOutputNotThere", ObjectNotFound, 0, 404,
        "Task {0} has no output: {1}.",
        "Get-HpcTask shows its state; -Wait waits for it to begin.");

    /// <summary>Output that was read up to a place, and that place is there no more.</summary>
    public static readonly SchedulerError OutputPlaceGone = new("HpcOutputPlaceGone", ObjectNotFound, 0, 404,
        "What task {0} writes cannot be read on from where it was: {1}.",
        "Receive-HpcTask reads what is there from its beginning.");

    /// <summary>A task whose sub-tasks have the output.</summary>
    public static readonly SchedulerError OutputOfMaster = new("HpcOutputOfMaster", InvalidArgument, 0, 400,
        "Task {0} has sub-tasks, and each has an output of its own.",
        "Name one with -SubTaskId, or pipe Get-HpcTask -JobId to Receive-HpcTask.");

    /// <summary>Only the outputs of a command are read together.</summary>
    public static readonly SchedulerError NoCommandJob = new("HpcNoCommandJob", InvalidArgument, 0, 400,
        "Job {0} is of type {1} and runs no command on nodes.",
        "Read the output of its tasks with Receive-HpcTask.");

    /// <summary>A command failed on a node.</summary>
    public static readonly SchedulerError CommandFailed = new("HpcCommandFailed", InvalidOperation, 0, 409,
        "On node {0} the command of job {3} is {1}: {2}.",
        "Get-HpcTask -JobId tells more.");

    /// <summary>A command has one task for each of its nodes and no more.</summary>
    public static readonly SchedulerError TaskAddedToCommand = new("HpcTaskAddedToCommand", InvalidOperation, 0, 409,
        "Job {0} runs a command on nodes and takes no more tasks.", "Run another command with Invoke-HpcCommand.");

    /// <summary>Only HPC Pack's snap-in has something that stands for it.</summary>
    public static readonly SchedulerError SnapinNotFound = new("HpcSnapinNotFound", ObjectNotFound, 0, 404,
        "There is no snap-in '{0}': PowerShell 7 has none, and only Microsoft.HPC is stood in for.",
        "Import a module that has the cmdlets of the snap-in.");

    /// <summary>The time for waiting for a task was over.</summary>
    public static readonly SchedulerError TaskWaitTimeout = new("HpcTaskWaitTimeout", OperationTimeout, 0, 408,
        "Task {0} is still {1} after {2} seconds.",
        "Wait longer with -Timeout, or look at the task with Get-HpcTask.");

    /// <summary>What was waited for has ended in another state.</summary>
    public static readonly SchedulerError WaitStateMissed = new("HpcWaitStateMissed", InvalidOperation, 0, 409,
        "{0} is {1} and does not become {2} any more.",
        "Queue it again, or wait for another state.");

    /// <summary>The job ended otherwise than was asked.</summary>
    public static readonly SchedulerError JobEndedOtherwise = new("HpcJobEndedOtherwise", InvalidOperation, Facility | 0x0273, 409,
        "Job {0} ended {1} before it could be {2}.", "");

    /// <summary>The time for waiting was over.</summary>
    public static readonly SchedulerError WaitTimeout = new("HpcWaitTimeout", OperationTimeout, 0, 408,
        "Job {0} is still {1} after {2} seconds.", "Wait longer with -Timeout, or look at the job with Get-HpcJob.");

    /// <summary>Nobody listens and no host may be started.</summary>
    public static readonly SchedulerError SchedulerUnreachable = new("HpcSchedulerUnreachable", ConnectionError, Facility | 0x02CF, 503,
        "The scheduler at '{0}' cannot be reached: {1}.", "Start it with Start-HpcScheduler, or look into its host.log.");

    /// <summary>There is no ssh here.</summary>
    public static readonly SchedulerError SshMissing = new("HpcSshMissing", ObjectNotFound, 0, 503,
        "'{0}', the program that ssh addresses need, is not there.", "Install the OpenSSH client, or name an ssh in the variable HPCSCHEDULER_SSH.");

    /// <summary>ssh did not reach the far machine, or did not come back.</summary>
    public static readonly SchedulerError SshFailed = new("HpcSshFailed", ConnectionError, 0, 503,
        "'{0}' cannot be reached by ssh: {1}.", "Try the same with ssh in a terminal; what it asks there it cannot ask here.");

    /// <summary>The host key is unknown or has changed.</summary>
    public static readonly SchedulerError SshHostKeyRefused = new("HpcSshHostKeyRefused", SchedulerErrorCategory.PermissionDenied, 0, 503,
        "ssh does not trust the host of '{0}': {1}.", "Connect with ssh in a terminal once and look at its key, or put the key into known_hosts.");

    /// <summary>The far machine does not let the user in.</summary>
    public static readonly SchedulerError SshPermissionDenied = new("HpcSshPermissionDenied", SchedulerErrorCategory.PermissionDenied, 0, 403,
        "The host of '{0}' does not let this user in: {1}.", "It must do so without a question: with a key that ssh-agent holds, or one without a passphrase.");

    /// <summary>The far machine has no HpcScheduler.</summary>
    public static readonly SchedulerError FarSideMissing = new("HpcFarSideMissing", ObjectNotFound, 0, 503,
        "The host of '{0}' has no HpcScheduler: {1}.",
        "Install the module there, for that user or for all, or name its host program there in the variable HPCSCHEDULER_HOST.");

    /// <summary>A command that works on the scheduler's own machine only.</summary>
    public static readonly SchedulerError NotOverSsh = new("HpcNotOverSsh", InvalidOperation, 0, 400,
        "{0} works on the machine of the scheduler only, and '{1}' is reached by ssh.", "Run it there, with ssh and pwsh.");

    /// <summary>A host does not run for this folder.</summary>
    public static readonly SchedulerError SchedulerNotRunning = new("HpcSchedulerNotRunning", ObjectNotFound, 0, 404,
        "No scheduler runs for '{0}'.", "Start it with Start-HpcScheduler.");

    /// <summary>Nobody listens where the machine's scheduler would.</summary>
    public static readonly SchedulerError MachineNotRunning = new("HpcMachineNotRunning", ConnectionError, Facility | 0x02CF, 503,
        "This machine's scheduler does not run: nobody listens on '{0}'.",
        "Root starts it: 'systemctl start hpcscheduler' where it is installed, else Install-HpcScheduler, or Start-HpcScheduler -Machine.");

    /// <summary>A host in the foreground ended by itself.</summary>
    public static readonly SchedulerError SchedulerEnded = new("HpcSchedulerEnded", ConnectionError, 0, 503,
        "The host of '{0}' ended with exit code {1}.", "Look into host.log in its folder.");

    /// <summary>A host that is to stay in the foreground runs already.</summary>
    public static readonly SchedulerError SchedulerRuns = new("HpcSchedulerRuns", InvalidOperation, 0, 409,
        "A host of '{0}' runs already, as process {1}.", "Stop it with Stop-HpcScheduler first, or leave it as it is.");

    /// <summary>A command that throws a scheduler away, and does not take the default one for it.</summary>
    public static readonly SchedulerError SchedulerNotNamed = new("HpcSchedulerNotNamed", InvalidArgument, 0, 400,
        "{0} does not take the personal scheduler 'default' unless it is named.", "Name the scheduler with -Scheduler, or with CCP_SCHEDULER.");

    /// <summary>The machine's scheduler is a service.</summary>
    public static readonly SchedulerError MachineNotRemovable = new("HpcMachineNotRemovable", InvalidOperation, 0, 409,
        "The scheduler '{0}' is everybody's on this machine, and a service.", "Uninstall-HpcScheduler -RemoveData removes it.");

    /// <summary>Processes of tasks are left.</summary>
    public static readonly SchedulerError ProcessesLeft = new("HpcProcessesLeft", InvalidOperation, 0, 409,
        "The folder '{0}' was not removed: {1}.", "End these processes, then remove the scheduler again; -Force removes the folder all the same.");

    /// <summary>No scheduler was ever there.</summary>
    public static readonly SchedulerError SchedulerNotFound = new("HpcSchedulerNotFound", ObjectNotFound, 0, 404,
        "There is no scheduler in '{0}': it holds no database.{1}",
        "Look at the name that was given with -Scheduler or CCP_SCHEDULER. Start-HpcScheduler makes a new scheduler.");

    /// <summary>The host could not start.</summary>
    public static readonly SchedulerError SchedulerStartFailed = new("HpcSchedulerStartFailed", ConnectionError, Facility | 0x023C, 503,
        "The scheduler for '{0}' could not start: {1}.", "Look into host.log in its folder.");

    /// <summary>The program of the host is missing.</summary>
    public static readonly SchedulerError HostMissing = new("HpcHostMissing", ResourceUnavailable, 0, 503,
        "The host program '{0}' is missing.", "Install the module again, or build it with build.ps1.");

    /// <summary>The host cannot run: what .NET needs for it is not installed.</summary>
    public static readonly SchedulerError RuntimeMissing = new("HpcRuntimeMissing", ResourceUnavailable, 0, 503,
        "The scheduler for '{0}' cannot start, because the ASP.NET Core runtime is missing: {1}.",
        "Install the ASP.NET Core runtime of .NET 10 (the package aspnetcore-runtime-10.0, or https://dotnet.microsoft.com/download/dotnet/10.0), or name its folder in the variable DOTNET_ROOT.");

    /// <summary>The folder of the scheduler cannot be used.</summary>
    public static readonly SchedulerError FolderNotUsable = new("HpcFolderNotUsable", OpenError, 0, 503,
        "The scheduler's folder '{0}' cannot be used: {1}.", "Give a folder that you may write with -Scheduler or CCP_SCHEDULER.");

    /// <summary>Somebody else owns the folder of the scheduler, or could exchange it.</summary>
    public static readonly SchedulerError FolderNotSafe = new("HpcFolderNotSafe", SchedulerErrorCategory.PermissionDenied, 0, 403,
        "No host starts in '{0}': {1}.",
        "A host runs tasks as whoever starts it, so its folder must be that user's, all above that user's or root's, and nobody else may write there. "
        + "Start it as the user whose it is (sudo -u NAME), or name another with -Scheduler or CCP_SCHEDULER; sudo -H takes root's own.");

    /// <summary>The machine cannot have a scheduler that is for everybody on it.</summary>
    public static readonly SchedulerError MachineNotUsable = new("HpcMachineNotUsable", SchedulerErrorCategory.PermissionDenied, 0, 503,
        "The scheduler for everybody on this machine cannot run: {0}.",
        "Start it as root on a Linux with util-linux; a scheduler of your own needs neither: Start-HpcScheduler without -Machine.");

    /// <summary>The machine has no service manager that we know.</summary>
    public static readonly SchedulerError ServiceManagerMissing = new("HpcServiceManagerMissing", ResourceUnavailable, 0, 503,
        "This machine was not started by systemd, so nothing can be installed as a service.",
        "Have whatever starts things here run: pwsh -Command 'Start-HpcScheduler -Machine -Foreground'.");

    /// <summary>The service manager refused.</summary>
    public static readonly SchedulerError ServiceFailed = new("HpcServiceFailed", NotSpecified, 0, 503,
        "'{0}' ended with {1}: {2}.", "'journalctl -u hpcscheduler' and /var/lib/hpcscheduler/host.log say more.");

    /// <summary>A service of our name is somebody else's.</summary>
    public static readonly SchedulerError ServiceForeign = new("HpcServiceForeign", InvalidOperation, 0, 409,
        "'{0}' was not made by Install-HpcScheduler and is left as it is.", "Remove it or give it another name.");

    /// <summary>There is no service to remove.</summary>
    public static readonly SchedulerError ServiceNotFound = new("HpcServiceNotFound", ObjectNotFound, 0, 404,
        "The machine's scheduler is not installed: there is no '{0}'.", "Stop-HpcScheduler machine ends one that was started by hand.");

    /// <summary>What root would run could be changed by others.</summary>
    public static readonly SchedulerError ProgramNotSafe = new("HpcProgramNotSafe", SchedulerErrorCategory.PermissionDenied, 0, 403,
        "Root cannot run '{0}' as a service: {1}.", "Install the module for all users (Install-PSResource -Scope AllUsers), and import it from there.");

    /// <summary>Tasks of the scheduler run.</summary>
    public static readonly SchedulerError TasksRun = new("HpcTasksRun", InvalidOperation, 0, 409,
        "The data in '{0}' cannot be removed: processes of {1} tasks run.", "Stop-HpcJob cancels jobs; Test-HpcScheduler names the processes of others.");

    /// <summary>The path of the socket is too long for the system.</summary>
    public static readonly SchedulerError SocketPathTooLong = new("HpcSocketPathTooLong", LimitsExceeded, 0, 400,
        "The socket path '{0}' has {1} bytes; the system allows {2}.", "Use a folder with a shorter path.");

    /// <summary>A value that names no scheduler.</summary>
    public static readonly SchedulerError InvalidSchedulerName = new("HpcInvalidSchedulerName", InvalidArgument, 0, 400,
        "'{0}' names no scheduler.", "Give a folder, the path of a socket, or a name of letters, digits, dots, dashes and underscores.");

    /// <summary>A connection string of a cluster with several head nodes.</summary>
    public static readonly SchedulerError SeveralHeadNodes = new("HpcSeveralHeadNodes", InvalidArgument, 0, 400,
        "'{0}' names several head nodes, but a scheduler is in one place.",
        "Give the one that is meant with -Scheduler or CCP_SCHEDULER, which come before CCP_CONNECTIONSTRING; -Scheduler a, b takes the first that answers.");

    /// <summary>A scheduler that the session said it would leave alone.</summary>
    public static readonly SchedulerError SchedulerRuledOut = new("HpcSchedulerRuledOut", SchedulerErrorCategory.PermissionDenied, 0, 403,
        "The scheduler '{0}' is ruled out: {2} is '{1}'. Nothing was sent and nothing was started.",
        "Give a scheduler that it allows with -Scheduler or CCP_SCHEDULER, or remove the variable HPCSCHEDULER_ONLY.");

    /// <summary>An object that somebody made.</summary>
    public static readonly SchedulerError ObjectWithoutScheduler = new("HpcObjectWithoutScheduler", InvalidArgument, 0, 400,
        "The object given names no scheduler: it was made, and not read from one. Nothing was sent.",
        "If a scheduler's own is meant, name it with -Scheduler; in a test, mock the command that takes the object.");

    /// <summary>A path of PowerShell's that is in no file system.</summary>
    public static readonly SchedulerError PathNotUsable = new("HpcPathNotUsable", InvalidArgument, 0, 400,
        "The path '{0}' cannot be used: {1}.", "Give a path of the file system, or of a drive that is on one.");

    /// <summary>The disk is full.</summary>
    public static readonly SchedulerError StoreFull = new("HpcStoreFull", WriteError, Facility | 0x0242, 507,
        "The scheduler could not store the request: the disk that holds '{0}' is full.",
        "Nothing of the request was kept. Make room and try again.");

    /// <summary>Storing failed.</summary>
    public static readonly SchedulerError StoreFailed = new("HpcStoreFailed", WriteError, Facility | 0x0204, 500,
        "The scheduler could not store the request in '{0}': {1}.", "Nothing of the request was kept. Look into host.log in its folder.");

    /// <summary>The database is damaged.</summary>
    public static readonly SchedulerError StoreDamaged = new("HpcStoreDamaged", InvalidData, Facility | 0x0204, 503,
        "The scheduler's database '{0}' is damaged: {1}. It was left as it is.",
        "Put a copy back, or move the file away to start with an empty one.");

    /// <summary>The database was made by a newer version.</summary>
    public static readonly SchedulerError StoreTooNew = new("HpcStoreTooNew", InvalidData, 0, 503,
        "The scheduler's database '{0}' has version {1}; this version reads up to {2}. It was left as it is.",
        "Use the newer version of the module.");

    /// <summary>The database was made by a version too old to be brought up to date.</summary>
    public static readonly SchedulerError StoreTooOld = new("HpcStoreTooOld", InvalidData, 0, 503,
        "The scheduler's database '{0}' has version {1}, which this version cannot bring up to date. It was left as it is.",
        "Use the version of the module that made it, or move the file away to start with an empty one.");

    /// <summary>A file that is no database of ours.</summary>
    public static readonly SchedulerError StoreForeign = new("HpcStoreForeign", InvalidData, 0, 503,
        "'{0}' is a database, but not one of this scheduler. It was left as it is.", "Use another folder.");

    /// <summary>A user has too many jobs.</summary>
    public static readonly SchedulerError TooManyJobs = new("HpcTooManyJobs", LimitsExceeded, 0, 429,
        "{0} has {1} jobs at the scheduler, and at most {2} are allowed (UserJobLimit).",
        "Remove jobs that are over with Remove-HpcJob; an administrator can set the limit with Set-HpcClusterProperty -Property UserJobLimit=number.");

    /// <summary>A user has too many tasks.</summary>
    public static readonly SchedulerError TooManyTasks = new("HpcTooManyTasks", LimitsExceeded, 0, 429,
        "{0} has {1} tasks at the scheduler, and with {2} more these would be more than are allowed, {3} (UserTaskLimit).",
        "Use a sweep, which is one task, or remove jobs that are over with Remove-HpcJob; an administrator can set the limit with "
        + "Set-HpcClusterProperty -Property UserTaskLimit=number.");

    /// <summary>What a user says of jobs and tasks is too large.</summary>
    public static readonly SchedulerError TooMuchKept = new("HpcTooMuchKept", LimitsExceeded, 0, 429,
        "The scheduler keeps {1} MB of jobs and tasks for {0}, and with this request it would be more than is allowed, {2} MB (UserJobSizeLimit).",
        "Make command lines and variables shorter, or remove jobs that are over with Remove-HpcJob, which counts after a second; an administrator can set the "
        + "limit with Set-HpcClusterProperty -Property UserJobSizeLimit=megabytes.");

    /// <summary>A user has too many requests under way.</summary>
    public static readonly SchedulerError TooManyRequests = new("HpcTooManyRequests", LimitsExceeded, 0, 429,
        "{0} has {1} requests or connections under way, and no more are allowed at once (UserRequestLimit).",
        "Wait until some are answered, or end commands that wait; an administrator can set the limit with "
        + "Set-HpcClusterProperty -Property UserRequestLimit=number.");

    /// <summary>A request is too large.</summary>
    public static readonly SchedulerError RequestTooLarge = new("HpcRequestTooLarge", LimitsExceeded, 0, 413,
        "The request is larger than {0} MB, which is allowed (UserRequestSizeLimit; for administrators 256 MB).",
        "Add the tasks in several steps, or use a sweep.");

    /// <summary>A user's requests under way are too large together.</summary>
    public static readonly SchedulerError RequestsTooLarge = new("HpcRequestsTooLarge", LimitsExceeded, 0, 429,
        "The requests of {0} that are under way would be larger together than {1} MB, which is allowed (UserRequestSizeLimit).",
        "Wait until the others are answered; an administrator can set the limit with Set-HpcClusterProperty -Property UserRequestSizeLimit=megabytes.");

    /// <summary>A user's requests under way hold too much that takes more memory than it has bytes.</summary>
    public static readonly SchedulerError RequestTooManyParts = new("HpcRequestTooManyParts", LimitsExceeded, 0, 413,
        "The requests of {0} that are under way hold more objects and values than are read at once, which is about {1} objects (by UserRequestSizeLimit).",
        "Add the tasks in several steps, or use a sweep. Nothing of it was carried out.");

    /// <summary>A request comes too slowly.</summary>
    public static readonly SchedulerError RequestTooSlow = new("HpcRequestTooSlow", OperationTimeout, 0, 408,
        "The request came too slowly: less than {0} bytes a second.", "Send it again. Nothing of it was carried out.");

    /// <summary>A request that could not be read.</summary>
    public static readonly SchedulerError BadRequest = new("HpcBadRequest", InvalidArgument, 0, 400,
        "The request could not be read: {0}.", "Client and host may be of different versions; restart the host with Stop-HpcScheduler.");

    /// <summary>The host is stopping.</summary>
    public static readonly SchedulerError SchedulerStopping = new("HpcSchedulerStopping", ConnectionError, 0, 503,
        "The scheduler at '{0}' is stopping.", "Run the command again; it starts a new host.");

    /// <summary>An answer that the client cannot read.</summary>
    public static readonly SchedulerError ReplyNotUnderstood = new("HpcReplyNotUnderstood", InvalidData, 0, 502,
        "The scheduler at '{0}' answered something that this version of the module cannot read: {1}.",
        "Client and host may be of different versions; restart the host with Stop-HpcScheduler.");

    /// <summary>The host runs already, but not as it is asked to start.</summary>
    public static readonly SchedulerError SchedulerRunsOtherwise = new("HpcSchedulerRunsOtherwise", InvalidOperation, 0, 409,
        "The scheduler for '{0}' already runs with {1} cores, not with {2}.",
        "Stop it first with Stop-HpcScheduler; running tasks go on.");

    /// <summary>A fault of the scheduler itself.</summary>
    public static readonly SchedulerError Internal = new("HpcInternalError", NotSpecified, Facility | 0x0264, 500,
        "The scheduler met a fault of its own: {0}.", "Look into host.log in its folder, and report it.");

    private static readonly Dictionary<string, SchedulerError> ById = typeof(SchedulerErrors)
        .GetFields()
        .Where(field => field.FieldType == typeof(SchedulerError))
        .Select(field => (SchedulerError)field.GetValue(null)!)
        .ToDictionary(error => error.Id, StringComparer.Ordinal);

    /// <summary>Every row, for tests and documentation.</summary>
    public static IReadOnlyCollection<SchedulerError> All => ById.Values;

    /// <summary>The first row with this number; null if there is none.</summary>
    public static SchedulerError? Find(int errorCode) =>
        ById.Values.Where(error => error.ErrorCode != 0 && error.ErrorCode == errorCode).MinBy(error => error.Id, StringComparer.Ordinal);

    /// <summary>The row with this id, or <see cref="Internal"/> for an id that a newer host made.</summary>
    public static SchedulerError Find(string id) => ById.GetValueOrDefault(id, Internal);
}
