namespace HpcScheduler.Cmdlets;

/// <summary>Reads a node group: the group, its name or its number, or what has these as Name and Id.</summary>
public sealed class GroupTransform : ObjectTransform
{
    /// <summary>Whether another parameter may take what is no group, and what is only a name.</summary>
    public bool IsOneOfSeveral { get; set; }

    /// <inheritdoc/>
    private protected override object Read(InputItem item)
    {
        if (item.Value is HpcGroup group)
            return group;
        if (!IsOneOfSeveral && item.Number is > 0 and var number)
            return new HpcGroup { Id = number, Scheduler = null! };
        if (!IsOneOfSeveral && item.Value is string { Length: > 0 } text)
            return new HpcGroup { Name = text, Scheduler = null! };
        var isGroup = item.IsRow && (item.Kind is null
            ? item.Has(nameof(HpcGroup.Id)) && item.Has(nameof(HpcGroup.Name)) && item.LooksLike(typeof(HpcGroup))
            : item.Kind == nameof(HpcGroup));
        if (isGroup && item.Positive(nameof(HpcGroup.Id)) is { } id)
            return new HpcGroup { Id = id, Name = item.Member(nameof(HpcGroup.Name)) as string ?? "", Scheduler = item.Scheduler! };
        var message = $"{item} is no node group. Give a group as Get-HpcGroup returns it, or a row that has its number as Id and its name as Name.";
        throw IsOneOfSeveral ? Declined(message) : Refused(message);
    }
}
