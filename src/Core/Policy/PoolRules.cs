using System.Collections.Immutable;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>What a pool may be called and weigh, and which pool a job is in (scheduler reference, section 6.7).</summary>
internal static class PoolRules
{
    private const string Forbidden = "*?[],;'\"`$";

    /// <summary>Checks the name of a new pool.</summary>
    /// <exception cref="SchedulerException">HpcPoolNameTooLong, HpcInvalidPoolName.</exception>
    public static void CheckName(string name)
    {
        var length = name.EnumerateRunes().Count();
        if (length > Limits.PoolName)
            throw new SchedulerException(SchedulerErrors.PoolNameTooLong, name, length, Limits.PoolName);
        if (name.Length == 0 || name.Trim().Length != name.Length || name.Any(letter => char.IsControl(letter) || Forbidden.Contains(letter, StringComparison.Ordinal)))
            throw new SchedulerException(SchedulerErrors.InvalidPoolName, name, name, Forbidden);
    }

    /// <summary>Checks a weight.</summary>
    /// <exception cref="SchedulerException">HpcInvalidPoolWeight.</exception>
    public static void CheckWeight(string pool, int weight)
    {
        if (weight is < 0 or > Limits.PoolWeight)
            throw new SchedulerException(SchedulerErrors.InvalidPoolWeight, weight, pool, weight, Limits.PoolWeight);
    }

    /// <summary>The pool of a name.</summary>
    /// <exception cref="SchedulerException">HpcPoolNotFound.</exception>
    public static PoolRecord Find(ImmutableSortedDictionary<string, PoolRecord> pools, string name) =>
        pools.GetValueOrDefault(name) ?? throw new SchedulerException(SchedulerErrors.PoolNotFound, name, name);

    /// <summary>The name of the pool that a template puts its jobs into.</summary>
    public static string Of(Turn turn, JobTemplateRecord? template) =>
        template?.Items.FirstOrDefault(IsPool)?.Default is { } name && turn.Ledger.Pools.GetValueOrDefault(name) is { } pool
            ? pool.Name
            : PoolRecord.DefaultName;

    /// <summary>Whether an item of a template says which pool its jobs are in.</summary>
    public static bool IsPool(JobTemplateItem item) => item.PropertyName.Equals(JobTemplateProperties.Pool, StringComparison.OrdinalIgnoreCase);

    /// <summary>The cores that are online and for running tasks.</summary>
    public static int OnlineCores(Ledger ledger) =>
        ledger.Nodes.Values.Where(node => node is { IsOnline: true, Record.RunsTasks: true }).Sum(node => node.Record.UsableCores);

    /// <summary>How each pool stands, in the order of their names: its guarantee, and the cores of its jobs.</summary>
    public static IReadOnlyList<(PoolRecord Pool, int Guarantee, int Allocated)> Standing(Turn turn)
    {
        var guarantees = PoolShares.Guarantees([.. turn.Ledger.Pools.Values], OnlineCores(turn.Ledger));
        return [.. turn.Ledger.Pools.Values.Select(pool => (pool, guarantees[pool.Name], turn.Ledger.AllocatedCoresOf(pool.Name)))];
    }
}
