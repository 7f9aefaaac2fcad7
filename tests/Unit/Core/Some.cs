using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>Jobs and tasks as tests need them. The command line of a task is its name.</summary>
internal static class Some
{
    public static readonly TaskProperties NodePrep = new() { CommandLine = "prepare", Type = TaskType.NodePrep };

    public static readonly TaskProperties NodeRelease = new() { CommandLine = "release", Type = TaskType.NodeRelease };

    public static readonly TaskProperties Service = new() { CommandLine = "serve *", Type = TaskType.Service };

    /// <summary>A node with a number of cores.</summary>
    public static NodeRecord Node(string name, int cores) => new(name, cores, null);

    public static JobProperties Cores(int cores) => new() { MinCores = cores, MaxCores = cores };

    public static TaskProperties Task(string name) => new() { CommandLine = name };

    public static TaskProperties Named(string name, params string[] depend) => new() { CommandLine = name, Name = name, Depend = depend };

    public static TaskProperties Sweep(int count) => new() { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = count };
}
