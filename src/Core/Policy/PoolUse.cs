namespace HpcScheduler.Core.Policy;

/// <summary>How a pool stands.</summary>
/// <param name="Name">The pool.</param>
/// <param name="Guarantee">Cores that it may have whenever it needs them.</param>
/// <param name="Allocated">Cores that its jobs hold.</param>
/// <param name="Wanted">Cores more that its jobs could use now.</param>
public sealed record PoolUse(string Name, int Guarantee, int Allocated, int Wanted)
{
    /// <summary>Cores that it needs and that are its own, but that it does not have.</summary>
    public int Missing => Math.Max(0, Math.Min(Wanted, Guarantee - Allocated));

    /// <summary>Cores that it has and that are not its own.</summary>
    public int Borrowed => Math.Max(0, Allocated - Guarantee);
}
