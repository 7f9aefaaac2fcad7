namespace HpcScheduler.Core.Records;

/// <summary>
/// A resource pool as the core holds and the store keeps it (scheduler reference, section 6.7). Names that differ in the case of letters only
/// are the same.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its part of the cores, against the weights of the others.</param>
public sealed record PoolRecord(string Name, int Weight)
{
    /// <summary>The pool of jobs whose template names none. It always exists.</summary>
    public const string DefaultName = "Default";
}
