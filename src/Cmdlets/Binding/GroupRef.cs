using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>A node group of a scheduler, by its name or its number.</summary>
internal readonly record struct GroupRef(SchedulerClient Client, string? Name, int? Id)
{
    /// <summary>What the user named.</summary>
    public object Target => (object?)Name ?? Id!;

    public override string ToString() => Name is null ? $"node group {Id}" : $"node group '{Name}'";
}
