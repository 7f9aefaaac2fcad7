using System.Globalization;

namespace HpcScheduler.Core.Policy;

/// <summary>The properties of jobs that a job template can say something of, by their names in job files (cmdlets reference, section 10.2).</summary>
internal static class JobTemplateProperties
{
    /// <summary>The property whose default is the pool of the template's jobs.</summary>
    public const string Pool = "Pool";

    /// <summary>The property whose default is the command line of a task that prepares the nodes of the template's jobs.</summary>
    public const string NodePrepareTask = "NodePrepareTask";

    /// <summary>The property whose default is the command line of a task that runs on nodes that jobs of the template leave.</summary>
    public const string NodeReleaseTask = "NodeReleaseTask";

    private const string Infinite = "Infinite";

    private const string CommandLine = "a command line";

    /// <summary>All, in the order in which defaults are put in: what is computed before what is counted.</summary>
    public static readonly IReadOnlyList<JobTemplateProperty> All =
    [
        new TextProperty("Name", job => job.Name, (job, text) => job with { Name = text }),
        new TextProperty("Project", job => job.Project, (job, text) => job with { Project = text }),
        new PriorityProperty("Priority"),
        new PriorityProperty("ExpandedPriority"),
        new WordProperty<JobUnitType>("UnitType", job => job.UnitType, (job, unit) => job with { UnitType = unit }, JobUnitType.Core),
        new TruthProperty(
            "AutoCalculateMin", job => job.AutoCalculateMin, (job, truth) => job with { AutoCalculateMin = truth }, isFalseUnsaid: false),
        new TruthProperty(
            "AutoCalculateMax", job => job.AutoCalculateMax, (job, truth) => job with { AutoCalculateMax = truth }, isFalseUnsaid: false),
        new CountProperty("MinCores", JobUnitType.Core, isMinimum: true, job => job.MinCores, (job, count) => job with { MinCores = count }),
        new CountProperty("MaxCores", JobUnitType.Core, isMinimum: false, job => job.MaxCores, (job, count) => job with { MaxCores = count }),
        new CountProperty("MinSockets", JobUnitType.Socket, isMinimum: true, job => job.MinSockets, (job, count) => job with { MinSockets = count }),
        new CountProperty("MaxSockets", JobUnitType.Socket, isMinimum: false, job => job.MaxSockets, (job, count) => job with { MaxSockets = count }),
        new CountProperty("MinNodes", JobUnitType.Node, isMinimum: true, job => job.MinNodes, (job, count) => job with { MinNodes = count }),
        new CountProperty("MaxNodes", JobUnitType.Node, isMinimum: false, job => job.MaxNodes, (job, count) => job with { MaxNodes = count }),
        new CountProperty("MinGpus", JobUnitType.Gpu, isMinimum: true, job => job.MinGpus, (job, count) => job with { MinGpus = count }),
        new CountProperty("MaxGpus", JobUnitType.Gpu, isMinimum: false, job => job.MaxGpus, (job, count) => job with { MaxGpus = count }),
        new RunTimeProperty(),
        new TruthProperty("RunUntilCanceled", job => job.RunUntilCanceled, (job, truth) => job with { RunUntilCanceled = truth }),
        new TruthProperty("IsExclusive", job => job.Exclusive, (job, truth) => job with { Exclusive = truth }),
        new TruthProperty("SingleNode", job => job.SingleNode, (job, truth) => job with { SingleNode = truth }),
        new ListProperty("RequestedNodes", job => job.RequestedNodes, (job, names) => job with { RequestedNodes = names }),
        new ListProperty("NodeGroups", job => job.NodeGroups, (job, names) => job with { NodeGroups = names }),
        new WordProperty<JobNodeGroupOp>(
            "NodeGroupOp", job => job.NodeGroupOp, SetGroupOp, JobNodeGroupOp.Intersect),
        new ListProperty("OrderBy", job => job.OrderBy, (job, words) => job with { OrderBy = words }, text => NodeOrder.Parse([text])),
        new NumberProperty("MinMemory", 1, job => job.MinMemoryPerNode, (job, size) => job with { MinMemoryPerNode = size }),
        new NumberProperty("MaxMemory", 1, job => job.MaxMemoryPerNode, (job, size) => job with { MaxMemoryPerNode = size }),
        new NumberProperty("MinCoresPerNode", 1, job => job.MinCoresPerNode, (job, count) => job with { MinCoresPerNode = count }),
        new NumberProperty("MaxCoresPerNode", 1, job => job.MaxCoresPerNode, (job, count) => job with { MaxCoresPerNode = count }),
        new NumberProperty(
            "EstimatedProcessMemory", 0, job => job.EstimatedProcessMemory, (job, size) => job with { EstimatedProcessMemory = size }, 0),
        new TruthProperty("FailOnTaskFailure", job => job.FailOnTaskFailure, (job, truth) => job with { FailOnTaskFailure = truth }),
        new TruthProperty("FailDependentTasks", job => job.FailDependentTasks, (job, truth) => job with { FailDependentTasks = truth }),
        new NumberProperty(
            "TaskExecutionFailureRetryLimit",
            0,
            job => job.TaskExecutionFailureRetryLimit,
            (job, count) => job with { TaskExecutionFailureRetryLimit = count },
            0),
        new TextProperty("JobValidExitCodes", job => job.ValidExitCodes, (job, text) => job with { ValidExitCodes = text }),
        new ListProperty("SoftwareLicense", job => job.License, (job, texts) => job with { License = texts }, text => LicenseList.Check([text])),
        new TruthProperty("NotifyOnStart", job => job.NotifyOnStart, (job, truth) => job with { NotifyOnStart = truth }),
        new TruthProperty("NotifyOnCompletion", job => job.NotifyOnCompletion, (job, truth) => job with { NotifyOnCompletion = truth }),
        new TextProperty("EmailAddress", job => job.EmailAddress, (job, text) => job with { EmailAddress = text }),
        new DefaultProperty(Pool, "the name of a pool", text => text),
        new DefaultProperty(NodePrepareTask, CommandLine, CheckCommandLine),
        new DefaultProperty(NodeReleaseTask, CommandLine, CheckCommandLine),
    ];

    private static readonly Dictionary<string, JobTemplateProperty> ByName =
        All.ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The property of a name, in letters of either case; null if there is none.</summary>
    public static JobTemplateProperty? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The names of the minimum and the maximum in a unit.</summary>
    public static (string Minimum, string Maximum) CountNames(JobUnitType unit) => ($"Min{unit}s", $"Max{unit}s");

    private static JobProperties SetGroupOp(JobProperties job, JobNodeGroupOp word) =>
        job with { NodeGroupOp = word == JobNodeGroupOp.NA ? null : word };

    private static string CheckCommandLine(string text) => string.IsNullOrWhiteSpace(text) ? throw new FormatException() : text;

    private static int Parse(string text, int minimum)
    {
        var number = int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return number >= minimum ? number : throw new FormatException();
    }

    private class NumberProperty(
        string name, int minimum, Func<JobProperties, int?> get, Func<JobProperties, int, JobProperties> set, int? unsaid = null)
        : JobTemplateProperty(name, $"a whole number of {minimum} or more")
    {
        public override bool IsNumber => true;

        public override JobTemplateValue? Unsaid => unsaid is { } number ? JobTemplateValue.Of(number) : null;

        public override JobTemplateValue? Value(JobProperties job) => get(job) is { } number ? JobTemplateValue.Of(number) : null;

        public override JobProperties With(JobProperties job, string text) => set(job, Parse(text, minimum));

        public override JobTemplateValue Read(string text) => JobTemplateValue.Of(Parse(text, minimum));
    }

    private sealed class CountProperty(
        string name, JobUnitType unit, bool isMinimum, Func<JobProperties, int?> get, Func<JobProperties, int, JobProperties> set)
        : NumberProperty(name, 1, get, set)
    {
        public override bool Counts(JobProperties job) => UnitRules.Of(job) == unit;

        public override JobTemplateValue Computed(int minimum, int maximum) => JobTemplateValue.Of(isMinimum ? minimum : maximum);

        // What is to be computed is said as well.
        public override bool IsSaid(JobProperties asked) =>
            base.IsSaid(asked) || (isMinimum ? asked.AutoCalculateMin : asked.AutoCalculateMax) == true;
    }

    private sealed class PriorityProperty(string name) : JobTemplateProperty(name, "a priority (a number, or a level such as Normal or Normal+5)")
    {
        public override bool IsNumber => true;

        public override JobTemplateValue Unsaid => Of(PriorityRange.Normal);

        public override JobTemplateValue? Value(JobProperties job) => job.ExpandedPriority is { } priority ? Of(priority) : null;

        public override JobProperties With(JobProperties job, string text) => job with { ExpandedPriority = ExpandedPriority.Parse(text) };

        public override JobTemplateValue Read(string text) => Of(ExpandedPriority.Parse(text));

        private static JobTemplateValue Of(int priority) => new(priority, [ExpandedPriority.ToText(priority)]);
    }

    // No limit is more than every limit: saying nothing is no way round a maximum.
    private sealed class RunTimeProperty() : JobTemplateProperty("RuntimeSeconds", "a whole number of seconds of 1 or more, or Infinite")
    {
        public override bool IsNumber => true;

        public override JobTemplateValue Unsaid => Of(int.MaxValue);

        public override JobTemplateValue? Value(JobProperties job) =>
            job.RunTime is { } time ? Of(time > TimeSpan.Zero ? (int)Math.Min(Math.Ceiling(time.TotalSeconds), int.MaxValue) : int.MaxValue) : null;

        public override JobProperties With(JobProperties job, string text) =>
            job with { RunTime = Read(text).Number is var seconds and < int.MaxValue ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero };

        public override JobTemplateValue Read(string text) =>
            Of(text.Equals(Infinite, StringComparison.OrdinalIgnoreCase) ? int.MaxValue : Parse(text, 1));

        private static JobTemplateValue Of(int seconds) =>
            seconds == int.MaxValue ? new(seconds, [Infinite]) : JobTemplateValue.Of(seconds);
    }

    private sealed class TruthProperty(
        string name, Func<JobProperties, bool?> get, Func<JobProperties, bool, JobProperties> set, bool isFalseUnsaid = true)
        : JobTemplateProperty(name, "True or False")
    {
        public override JobTemplateValue? Unsaid => isFalseUnsaid ? Of(false) : null;

        public override JobTemplateValue? Value(JobProperties job) => get(job) is { } truth ? Of(truth) : null;

        public override JobProperties With(JobProperties job, string text) => set(job, Parse(text));

        public override JobTemplateValue Read(string text) => Of(Parse(text));

        private static JobTemplateValue Of(bool truth) => JobTemplateValue.Of(truth.ToString());

        private static bool Parse(string text) => text switch
        {
            "0" => false,
            "1" => true,
            _ => bool.Parse(text),
        };
    }

    private sealed class WordProperty<TWord>(
        string name, Func<JobProperties, TWord?> get, Func<JobProperties, TWord, JobProperties> set, TWord unsaid)
        : JobTemplateProperty(name, $"one of {string.Join(", ", Enum.GetNames<TWord>())}")
        where TWord : struct, Enum
    {
        public override JobTemplateValue Unsaid => Of(unsaid);

        public override JobTemplateValue? Value(JobProperties job) => get(job) is { } word ? Of(word) : null;

        public override JobProperties With(JobProperties job, string text) => set(job, Parse(text));

        public override JobTemplateValue Read(string text) => Of(Parse(text));

        private static JobTemplateValue Of(TWord word) => JobTemplateValue.Of(word.ToString());

        // A number would be read as a word too.
        private static TWord Parse(string text) =>
            Enum.GetNames<TWord>().FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
                ? Enum.Parse<TWord>(name)
                : throw new FormatException();
    }

    private sealed class TextProperty(string name, Func<JobProperties, string?> get, Func<JobProperties, string, JobProperties> set)
        : JobTemplateProperty(name, "a text")
    {
        public override JobTemplateValue? Value(JobProperties job) => get(job) is { } text ? JobTemplateValue.Of(text) : null;

        public override JobProperties With(JobProperties job, string text) => set(job, text);

        public override JobTemplateValue Read(string text) => JobTemplateValue.Of(text);
    }

    // Users cannot say it as a property, so it has only a default, and that is no part of what counts as said.
    private sealed class DefaultProperty(string name, string kind, Func<string, string> check) : JobTemplateProperty(name, kind)
    {
        public override bool HasDefaultOnly => true;

        public override bool Counts(JobProperties job) => false;

        public override JobTemplateValue? Value(JobProperties job) => null;

        public override JobProperties With(JobProperties job, string text) => job;

        public override JobTemplateValue Read(string text) => JobTemplateValue.Of(check(text));
    }

    private sealed class ListProperty(
        string name,
        Func<JobProperties, IReadOnlyList<string>?> get,
        Func<JobProperties, IReadOnlyList<string>, JobProperties> set,
        Func<string, IReadOnlyList<string>>? parse = null)
        : JobTemplateProperty(name, "a list")
    {
        public override JobTemplateValue? Value(JobProperties job) => get(job) is { } texts ? new(0, texts) : null;

        public override JobProperties With(JobProperties job, string text) => set(job, Parse(text));

        public override JobTemplateValue Read(string text) => new(0, Parse(text));

        private IReadOnlyList<string> Parse(string text) =>
            parse is null ? NameList.Split([text], StringComparer.OrdinalIgnoreCase) : parse(text);
    }
}
