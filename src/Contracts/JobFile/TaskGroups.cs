using System.Globalization;

namespace HpcScheduler;

/// <summary>
/// The order of task groups in a job file, told by names of tasks: those of a group wait for those of the groups before it. A group without
/// tasks hands on what it waits for. HPC Pack makes its groups from the names, so where a file has names they alone count.
/// </summary>
internal sealed class TaskGroups
{
    private readonly Dictionary<int, List<int>> _parents = [];

    /// <summary>Reads the element that was reached.</summary>
    public void Read(XmlInput input)
    {
        foreach (var parent in input.Children())
        {
            if (parent != JobXml.Parent || ReadGroupId(input) is not { } parentId)
                continue;
            foreach (var child in input.Children())
            {
                if (child == JobXml.Child && ReadGroupId(input) is { } childId)
                    Add(parentId, childId);
            }
        }
    }

    /// <summary>
    /// The tasks, each with the names of those that it waits for. Where a task has no name and needs one it gets that of its group.
    /// </summary>
    public IReadOnlyList<TaskProperties> Apply(IReadOnlyList<GroupedTask> tasks)
    {
        if (_parents.Count == 0 || tasks.Any(task => task.Properties.Depend is not null))
            return [.. tasks.Select(task => task.Properties)];

        var members = tasks.Where(MayWait).ToLookup(task => task.GroupId!.Value, task => task.Properties);
        var waits = members.ToDictionary(group => group.Key, group => Before(group.Key, members));
        var ordered = waits.Where(wait => wait.Value.Count > 0).SelectMany(wait => wait.Value.Append(wait.Key)).ToHashSet();
        var names = GroupNames(ordered, tasks);
        var depends = waits.ToDictionary(wait => wait.Key, wait => Names(wait.Value, members, names));
        return [.. tasks.Select(task => MayWait(task) && ordered.Contains(task.GroupId!.Value)
            ? Named(task.Properties, names[task.GroupId.Value]) with { Depend = depends[task.GroupId.Value] }
            : task.Properties)];
    }

    private static bool MayWait(GroupedTask task) =>
        task is { GroupId: not null, Properties.Type: null or TaskType.Basic or TaskType.ParametricSweep };

    private static int? ReadGroupId(XmlInput input)
    {
        int? id = null;
        foreach (var attribute in input.Attributes())
        {
            if (attribute.Is(JobXml.GroupId))
                id = attribute.Number;
        }

        return id;
    }

    private void Add(int parent, int child)
    {
        if (!_parents.TryGetValue(child, out var parents))
            _parents[child] = parents = [];
        parents.Add(parent);
    }

    /// <summary>The nearest groups with tasks before a group.</summary>
    private List<int> Before(int group, ILookup<int, TaskProperties> members)
    {
        var nearest = new List<int>();
        var seen = new HashSet<int>();
        var open = new Stack<int>([group]);
        while (open.TryPop(out var next))
        {
            foreach (var parent in _parents.GetValueOrDefault(next) ?? [])
            {
                if (!seen.Add(parent))
                    continue;
                if (members.Contains(parent))
                    nearest.Add(parent);
                else
                    open.Push(parent);
            }
        }

        return nearest;
    }

    private static Dictionary<int, string> GroupNames(IEnumerable<int> groups, IEnumerable<GroupedTask> tasks)
    {
        var taken = tasks.Select(task => task.Properties.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return groups.ToDictionary(group => group, group =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"Group {group}");
            while (!taken.Add(name))
                name += "'";
            return name;
        });
    }

    private static IReadOnlyList<string>? Names(
        List<int> groups, ILookup<int, TaskProperties> members, Dictionary<int, string> names) =>
        groups.Count == 0
            ? null
            : [.. groups
                .SelectMany(group => members[group].Select(task => Named(task, names[group]).Name!))
                .Distinct(StringComparer.Ordinal)];

    private static TaskProperties Named(TaskProperties task, string name) => task.Name is null ? task with { Name = name } : task;
}
