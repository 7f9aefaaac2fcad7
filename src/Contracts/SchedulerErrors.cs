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
        "To run a Finished job once more, make a new one.");

    /// <summary>Processes of the job's last run are still there.</summary>
    public static readonly SchedulerError JobHasSurvivors = new("HpcJobHasSurvivors", ResourceUnavailable, 0, 409,
        "Job {0} cannot be queued again yet: processes of task {1} were killed, but have not ended.",
        "host.log in the scheduler's folder names them. When they are gone, start the scheduler anew.");

    /// <summary>The job's state does not allow a change.</summary>
    public static readonly SchedulerError JobNotModifiable = new("HpcJobNotModifiable", InvalidOperation, Facility | 0x021F, 409,
        "Job {0} is {1} and cannot be changed.", "Change a job while it is Configuring, Queued, Canceled or Failed.");

    /// <summary>This property cannot change in this state.</summary>
    public static readonly SchedulerError PropertyNotModifiable = new("HpcPropertyNotModifiable", InvalidOperation, Facility | 0x0231, 409,
        "{1} of job {0} cannot be changed while the job is {2}.", "While a job runs, Name, Project, Priority and JobEnv can be changed.");

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
        "Tasks of type {0} are not supported by this version.", "Use Basic, ParametricSweep or NodeRelease.");

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
        "The task has no command line.", "Give one with -CommandLine; it is run by the POSIX shell.");

    /// <summary>A resource count that is not [min-]max.</summary>
    public static readonly SchedulerError InvalidResourceCount = new("HpcInvalidResourceCount", InvalidArgument, Facility | 0x0205, 400,
        "-{0} '{1}' is not a count. Allowed is max or min-max, whole numbers from 1, the minimum not above the maximum{2}.",
        "For example 2 or 1-4.");

    /// <summary>The minimum is above the maximum.</summary>
    public static readonly SchedulerError MinGreaterThanMax = new("HpcMinGreaterThanMax", InvalidArgument, Facility | 0x060A, 400,
        "The minimum of {0} cores is above the maximum of {1}.", "Give the smaller number first, for example -NumCores 2-4.");

    /// <summary>A number outside its range.</summary>
    public static readonly SchedulerError ValueOutOfRange = new("HpcValueOutOfRange", InvalidArgument, Facility | 0x0205, 400,
        "{0} is {1}; allowed is {2}.", "Give a value in this range.");

    /// <summary>A priority that is none.</summary>
    public static readonly SchedulerError InvalidPriority = new("HpcInvalidPriority", InvalidArgument, Facility | 0x02D9, 400,
        "Priority '{0}' is not allowed. Allowed is a number from 0 to 4000, one of Lowest, BelowNormal, Normal, AboveNormal, Highest, "
        + "or such a name with an offset.", "For example -Priority AboveNormal or -Priority Normal+5.");

    /// <summary>An environment variable that is not name=value.</summary>
    public static readonly SchedulerError InvalidEnvironmentVariable = new("HpcInvalidEnvironmentVariable", InvalidArgument, Facility | 0x023D, 400,
        "Environment variable '{0}' is not allowed: {1}.", "Write it as NAME=value; the name has letters, digits and underscores and starts with no digit.");

    /// <summary>An environment variable that the scheduler sets itself.</summary>
    public static readonly SchedulerError ReservedEnvironmentVariable = new("HpcReservedEnvironmentVariable", InvalidArgument, Facility | 0x0236, 400,
        "Environment variable '{0}' is set by the scheduler itself.", "Choose a name that does not start with CCP_ or HPCSCHEDULER_.");

    /// <summary>A task name that dependencies could not name.</summary>
    public static readonly SchedulerError InvalidTaskName = new("HpcInvalidTaskName", InvalidArgument, Facility | 0x03AB, 400,
        "The task name '{0}' contains a comma or a line break.", "A comma separates names in -Depend; leave it out of the name.");

    /// <summary>A path that is not absolute.</summary>
    public static readonly SchedulerError WorkDirNotAbsolute = new("HpcWorkDirNotAbsolute", InvalidArgument, Facility | 0x0205, 400,
        "-WorkDir '{0}' is not an absolute path.", "Give the path from the root.");

    /// <summary>A text with a character that cannot be in a path, a command line or a variable.</summary>
    public static readonly SchedulerError NullCharacter = new("HpcNullCharacter", InvalidArgument, Facility | 0x0205, 400,
        "{0} contains a null character.", "Take it out.");

    /// <summary>A sweep whose first value is above its last.</summary>
    public static readonly SchedulerError InvalidSweep = new("HpcInvalidSweep", InvalidArgument, Facility | 0x0646, 400,
        "The sweep starts at {0} and ends at {1}; the start must not be above the end.", "Exchange -Start and -End.");

    /// <summary>An increment below 1.</summary>
    public static readonly SchedulerError InvalidIncrement = new("HpcInvalidIncrement", InvalidArgument, Facility | 0x0645, 400,
        "The increment of the sweep is {0}; it must be at least 1.", "Give -Increment 1 or more.");

    /// <summary>A sweep with too many sub-tasks.</summary>
    public static readonly SchedulerError TooManySubTasks = new("HpcTooManySubTasks", LimitsExceeded, Facility | 0x064E, 400,
        "The sweep has {0} sub-tasks; at most {1} are allowed.", "Use a larger -Increment or several tasks.");

    /// <summary>A sub-task without its task.</summary>
    public static readonly SchedulerError TaskIdMissing = new("HpcTaskIdMissing", InvalidArgument, Facility | 0x0207, 400,
        "-SubTaskId {0} needs the task it belongs to.", "Give it with -TaskId.");

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
        "Task {0} needs {1} cores, but its job holds at most {2}.", "Raise -NumCores of the job or lower that of the task.");

    /// <summary>A job that needs more cores than there are.</summary>
    public static readonly SchedulerError NotEnoughCores = new("HpcNotEnoughCores", ResourceUnavailable, Facility | 0x060C, 400,
        "Job {0} needs {1} cores, but the scheduler has {2}.", "Lower -NumCores, or start the scheduler with more with Start-HpcScheduler -SubscribedCores.");

    /// <summary>A job with nothing but node release tasks.</summary>
    public static readonly SchedulerError OnlyNodeReleaseTasks = new("HpcOnlyNodeReleaseTasks", InvalidArgument, Facility | 0x0649, 400,
        "Job {0} has nothing to run but a NodeRelease task.", "Add a Basic or ParametricSweep task.");

    /// <summary>A hold in the past.</summary>
    public static readonly SchedulerError HoldUntilPast = new("HpcHoldUntilPast", InvalidArgument, Facility | 0x02CB, 400,
        "HoldUntil {0} is in the past.", "Give a later time, or [datetime]::MinValue to take the hold away.");

    /// <summary>A hold too far ahead.</summary>
    public static readonly SchedulerError HoldUntilTooLong = new("HpcHoldUntilTooLong", InvalidArgument, Facility | 0x02D1, 400,
        "HoldUntil {0} is more than a year ahead.", "Give a time within a year.");

    /// <summary>A cluster property that does not exist.</summary>
    public static readonly SchedulerError ClusterPropertyNotFound = new("HpcClusterPropertyNotFound", ObjectNotFound, 0, 404,
        "There is no cluster property '{0}'.", "List them with Get-HpcClusterProperty.");

    /// <summary>Force and graceful at once.</summary>
    public static readonly SchedulerError ForceAndGraceful = new("HpcForceAndGraceful", InvalidArgument, Facility | 0x020F, 400,
        "-Force and -Graceful contradict each other.", "Give one of them. Nothing was stopped.");

    /// <summary>The caller may not do this.</summary>
    public static readonly SchedulerError PermissionDenied = new("HpcPermissionDenied", SchedulerErrorCategory.PermissionDenied, Facility | 0x020B, 403,
        "{0} may not {1}.", "A job belongs to its owner and to administrators; a command job to administrators only.");

    /// <summary>The job ended otherwise than was asked.</summary>
    public static readonly SchedulerError JobEndedOtherwise = new("HpcJobEndedOtherwise", InvalidOperation, Facility | 0x0273, 409,
        "Job {0} ended {1} before it could be {2}.", "");

    /// <summary>The time for waiting was over.</summary>
    public static readonly SchedulerError WaitTimeout = new("HpcWaitTimeout", OperationTimeout, 0, 408,
        "Job {0} is still {1} after {2} seconds.", "Wait longer with -Timeout, or look at the job with Get-HpcJob.");

    /// <summary>Nobody listens and no host may be started.</summary>
    public static readonly SchedulerError SchedulerUnreachable = new("HpcSchedulerUnreachable", ConnectionError, Facility | 0x02CF, 503,
        "The scheduler at '{0}' cannot be reached: {1}.", "Start it with Start-HpcScheduler, or look into its host.log.");

    /// <summary>A host does not run for this folder.</summary>
    public static readonly SchedulerError SchedulerNotRunning = new("HpcSchedulerNotRunning", ObjectNotFound, 0, 404,
        "No scheduler runs for '{0}'.", "Start it with Start-HpcScheduler.");

    /// <summary>The host could not start.</summary>
    public static readonly SchedulerError SchedulerStartFailed = new("HpcSchedulerStartFailed", ConnectionError, Facility | 0x023C, 503,
        "The scheduler for '{0}' could not start: {1}.", "Look into host.log in its folder.");

    /// <summary>The program of the host is missing.</summary>
    public static readonly SchedulerError HostMissing = new("HpcHostMissing", ResourceUnavailable, 0, 503,
        "The host program '{0}' is missing.", "Install the module again, or build it with build.ps1.");

    /// <summary>The folder of the scheduler cannot be used.</summary>
    public static readonly SchedulerError FolderNotUsable = new("HpcFolderNotUsable", OpenError, 0, 503,
        "The scheduler's folder '{0}' cannot be used: {1}.", "Give a folder that you may write with -Scheduler or CCP_SCHEDULER.");

    /// <summary>The path of the socket is too long for the system.</summary>
    public static readonly SchedulerError SocketPathTooLong = new("HpcSocketPathTooLong", LimitsExceeded, 0, 400,
        "The socket path '{0}' has {1} bytes; the system allows {2}.", "Use a folder with a shorter path.");

    /// <summary>A value that names no scheduler.</summary>
    public static readonly SchedulerError InvalidSchedulerName = new("HpcInvalidSchedulerName", InvalidArgument, 0, 400,
        "'{0}' names no scheduler.", "Give a folder, the path of a socket, or a name of letters, digits, dots, dashes and underscores.");

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

    /// <summary>The row with this id, or <see cref="Internal"/> for an id that a newer host made.</summary>
    public static SchedulerError Find(string id) => ById.GetValueOrDefault(id, Internal);
}
