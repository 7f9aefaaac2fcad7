namespace HpcScheduler.Core.Policy;

/// <summary>The properties of a task that say what is run, by their names.</summary>
internal static class TaskPropertyNames
{
    private static readonly (string Name, Func<TaskProperties, object?> Value)[] OfRun =
    [
        ("Type", task => task.Type),
        ("CommandLine", task => task.CommandLine),
        ("WorkDir", task => task.WorkDir),
        ("Stdin", task => task.Stdin),
        ("Stdout", task => task.Stdout),
        ("Stderr", task => task.Stderr),
        ("Env", task => task.Env),
        ("StartValue", task => task.StartValue),
        ("EndValue", task => task.EndValue),
        ("IncrementValue", task => task.IncrementValue),
    ];

    /// <summary>The names of those that were said.</summary>
    public static IEnumerable<string> Said(TaskProperties properties) =>
        OfRun.Where(property => property.Value(properties) is not null).Select(property => property.Name);
}
