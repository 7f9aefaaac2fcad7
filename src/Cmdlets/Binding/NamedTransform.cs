namespace HpcScheduler.Cmdlets;

/// <summary>Reads an object that is known by its name: the object, its name, or what has its name as Name.</summary>
public abstract class NamedTransform : ObjectTransform
{
    /// <summary>Whether another parameter may take a group or a scheduler.</summary>
    public bool IsOneOfSeveral { get; set; }

    /// <summary>Whether another parameter takes names, and what has only a name.</summary>
    public bool LeavesNames { get; set; }

    /// <summary>The type, and what it is called.</summary>
    private protected abstract (Type Type, string Noun) Wanted { get; }

    /// <summary>Another member that has the name in rows about something else, such as NodeName; null if there is none.</summary>
    private protected virtual string? ForeignName => null;

    /// <inheritdoc/>
    private protected sealed override object Read(InputItem item)
    {
        var (type, noun) = Wanted;
        if (type.IsInstanceOfType(item.Value))
            return item.Value;
        if (LeavesNames && item.Kind != type.Name && !(item.IsRow && item.Kind is null && IsWhole(item)))
            throw Declined($"{item} is no {noun}.");
        if (IsOneOfSeveral && (item.IsGroup || item.Kind == nameof(HpcSchedulerInfo)))
            throw Declined($"{item} is no {noun}.");
        if (item.Value is string text)
            return Of(text.Length > 0 ? text : throw Refused($"An empty text is no name of a {noun}."), null);
        var name = !item.IsRow ? null
            : item.Kind == type.Name || (item.Kind is null && !item.IsGroup && item.LooksLike(type)) ? nameof(HpcNode.Name)
            : ForeignName;
        if (name is not null && item.Member(name) is string { Length: > 0 } found)
            return Of(found, item.Scheduler);
        throw Refused($"{item} is no {noun}. Give a {noun}, its name, or a row that has its name as Name.");
    }

    /// <summary>Whether a row without a type has what only this type has.</summary>
    private protected virtual bool IsWhole(InputItem item) => false;

    /// <summary>The object of a name.</summary>
    private protected abstract object Of(string name, string? scheduler);
}

/// <summary>Reads a node.</summary>
public sealed class NodeTransform : NamedTransform
{
    /// <inheritdoc/>
    private protected override (Type Type, string Noun) Wanted => (typeof(HpcNode), "node");

    /// <inheritdoc/>
    private protected override string ForeignName => nameof(HpcNodeHistory.NodeName);

    /// <inheritdoc/>
    private protected override bool IsWhole(InputItem item) => item.Has(nameof(HpcNode.NodeState));

    /// <inheritdoc/>
    private protected override object Of(string name, string? scheduler) => new HpcNode { Name = name, Scheduler = scheduler! };
}

/// <summary>Reads a resource pool.</summary>
public sealed class PoolTransform : NamedTransform
{
    /// <inheritdoc/>
    private protected override (Type Type, string Noun) Wanted => (typeof(HpcPool), "pool");

    /// <inheritdoc/>
    private protected override object Of(string name, string? scheduler) => new HpcPool { Name = name, Scheduler = scheduler! };
}

/// <summary>Reads a job template.</summary>
public sealed class JobTemplateTransform : NamedTransform
{
    /// <inheritdoc/>
    private protected override (Type Type, string Noun) Wanted => (typeof(HpcJobTemplate), "job template");

    /// <inheritdoc/>
    private protected override object Of(string name, string? scheduler) => new HpcJobTemplate { Name = name, Scheduler = scheduler! };
}
