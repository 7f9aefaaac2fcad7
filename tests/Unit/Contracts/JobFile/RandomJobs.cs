namespace HpcScheduler.Unit.Contracts.JobFile;

/// <summary>Jobs and tasks as a scheduler may show them, made from a seed.</summary>
internal sealed class RandomJobs(int seed)
{
    private static readonly string[] Texts =
    [
        "a", "make all", " leading", "trailing ", "two\nlines", "tab\there", "cr\r\nlf\r", "<b>&amp;\"'", "]]>", "Größe", "日本語 😀", "a;b",
        "*^*", "{}", "\u0085\u2028x",
    ];

    private static readonly string[] Names = ["N1", "n2", "Group A", "ü", "x-y.z"];

    private readonly Random _random = new(seed);

    public HpcJob Job()
    {
        var unit = OneOf<JobUnitType>();
        var minimum = _random.Next(1, 100);
        var maximum = minimum + _random.Next(100);
        var (computesMin, computesMax) = (Maybe(), Maybe());
        var priority = _random.Next(Limits.Priority + 1);
        var groups = List(Names);
        return new HpcJob
        {
            Id = _random.Next(1, int.MaxValue),
            Owner = "mia",
            State = JobState.Finished,
            Name = Text(),
            Project = Text(),
            Template = "Default",
            Priority = ExpandedPriority.ToText(priority),
            ExpandedPriority = priority,
            UnitType = unit,
            MinCores = minimum * 4,
            MaxCores = maximum * 4,
            MinSockets = unit == JobUnitType.Socket ? minimum : 0,
            MaxSockets = unit == JobUnitType.Socket ? maximum : 0,
            MinNodes = unit == JobUnitType.Node ? minimum : 0,
            MaxNodes = unit == JobUnitType.Node ? maximum : 0,
            MinGpus = unit == JobUnitType.Gpu ? minimum : 0,
            MaxGpus = unit == JobUnitType.Gpu ? maximum : 0,
            AutoCalculateMin = computesMin,
            AutoCalculateMax = computesMax,
            RunTime = RunTime(),
            RunUntilCanceled = Maybe(),
            Exclusive = Maybe(),
            SingleNode = Maybe(),
            RequestedNodes = List(Names),
            ExcludedNodes = List(Names),
            NodeGroups = groups,
            NodeGroupOp = groups.Count == 0 ? JobNodeGroupOp.Intersect : (JobNodeGroupOp)_random.Next(3),
            OrderBy = Maybe() ? [] : ["-Memory", "Cores"],
            MinMemoryPerNode = _random.Next(1, 1000),
            MaxMemoryPerNode = int.MaxValue - _random.Next(3),
            MinCoresPerNode = _random.Next(1, 10),
            MaxCoresPerNode = int.MaxValue - _random.Next(3),
            EstimatedProcessMemory = _random.Next(3),
            FailOnTaskFailure = Maybe(),
            FailDependentTasks = Maybe(),
            TaskExecutionFailureRetryLimit = _random.Next(3),
            ValidExitCodes = Maybe() ? "" : "0,3..max",
            CustomProperties = Values(Texts.Where(text => !text.Contains(';', StringComparison.Ordinal)), mayBeEmpty: false),
            License = Maybe() ? [] : ["cc:1", "ld:*"],
            ParentJobIds = Maybe() ? [] : [7, 1, 2147483647],
            NotifyOnStart = Maybe(),
            NotifyOnCompletion = Maybe(),
            EmailAddress = Maybe() ? "" : "mia@example.org",
            JobEnv = Values(Texts, mayBeEmpty: true),
            HoldUntil = Maybe() ? null : new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(_random.Next()).ToLocalTime(),
            CreateTime = DateTime.Now,
            SubmitTime = Maybe() ? null : DateTime.Now,
            Progress = _random.Next(101),
            ProgressMessage = Text(),
        };
    }

    public HpcTask Task(HpcJob job, int id)
    {
        var type = OneOf<TaskType>();
        var isOfNode = type is TaskType.NodePrep or TaskType.NodeRelease;
        var runsOnce = type is TaskType.Basic or TaskType.ParametricSweep;
        var isSweep = type == TaskType.ParametricSweep;
        var fails = Maybe();
        var minimum = isOfNode ? 0 : _random.Next(1, 9);
        var maximum = isOfNode ? 0 : minimum + _random.Next(9);
        return new HpcTask
        {
            JobId = job.Id,
            TaskId = id,
            Name = Text(),
            Type = type,
            State = TaskState.Finished,
            CommandLine = "run " + Text(),
            WorkDir = Maybe() ? null : "/srv/" + Text(),
            Stdin = Maybe() ? null : "in" + Text(),
            Stdout = Maybe() ? null : "out" + Text(),
            Stderr = Maybe() ? null : "err" + Text(),
            Env = Values(Texts, mayBeEmpty: true),
            CustomProperties = Values(["1", " x "], mayBeEmpty: false),
            Depend = runsOnce ? List(["fetch", "Fetch", "make all", "ü"]) : [],
            UnitType = job.UnitType,
            MinCores = minimum * 4,
            MaxCores = maximum * 4,
            MinSockets = job.UnitType is JobUnitType.Socket or JobUnitType.Gpu ? minimum : 0,
            MaxSockets = job.UnitType is JobUnitType.Socket or JobUnitType.Gpu ? maximum : 0,
            MinNodes = job.UnitType == JobUnitType.Node ? minimum : 0,
            MaxNodes = job.UnitType == JobUnitType.Node ? maximum : 0,
            RequiredNodes = isOfNode ? [] : List(Names),
            Exclusive = !isOfNode && Maybe(),
            StartValue = isSweep ? _random.Next(-9, 9) : 0,
            EndValue = isSweep ? _random.Next(9, 99) : 0,
            IncrementValue = isSweep ? _random.Next(1, 4) : 0,
            Rerunnable = !runsOnce || Maybe(),
            RunTime = RunTime(),
            ValidExitCodes = Maybe() ? "" : "min..-1",
            FailJobOnFailure = fails,
            FailJobOnFailureCount = !fails ? 0 : type is TaskType.ParametricSweep or TaskType.Service ? _random.Next(1, 9) : 1,
            CreateTime = DateTime.Now,
        };
    }

    private bool Maybe() => _random.Next(2) == 0;

    private string Text() => Maybe() ? "" : Texts[_random.Next(Texts.Length)];

    private TimeSpan? RunTime() => Maybe() ? null : TimeSpan.FromSeconds(_random.Next(1, int.MaxValue));

    private TEnum OneOf<TEnum>()
        where TEnum : struct, Enum => Enum.GetValues<TEnum>()[_random.Next(Enum.GetValues<TEnum>().Length)];

    private HpcList<string> List(IEnumerable<string> items) => [.. items.Where(_ => Maybe()).OrderBy(_ => _random.Next())];

    private HpcList<string> Values(IEnumerable<string> values, bool mayBeEmpty)
    {
        string[] empty = mayBeEmpty ? ["", " ", "\n"] : [];
        return [.. List([.. values, .. empty]).Select((value, index) => $"V_{index}={value}")];
    }
}
