using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Removes a resource pool (scheduler reference, section 6.7; cmdlets reference, section 6.2). Jobs that have not ended go to the pool Default,
/// and so do templates where that is wanted.
/// </summary>
internal static class RemovePoolRules
{
    public static void Handle(Turn turn, RemovePool request, Caller caller)
    {
        Permissions.Check<RemovePool>(caller);
        var pool = PoolRules.Find(turn.Ledger.Pools, request.Name);
        if (pool.Name == PoolRecord.DefaultName)
            throw new SchedulerException(SchedulerErrors.DefaultPoolNotRemovable, pool.Name, pool.Name);
        var templates = turn.Ledger.JobTemplates.Values.Where(template => template.Items.Any(item => Names(item, pool))).ToList();
        if (templates.Count > 0 && !request.Force)
            throw new SchedulerException(SchedulerErrors.PoolInUse, pool.Name, pool.Name, string.Join(", ", templates.Select(template => template.Name)));

        foreach (var template in templates)
        {
            turn.Ledger.Put(template with
            {
                Items = [.. template.Items.Select(item => Names(item, pool) ? item with { Default = PoolRecord.DefaultName } : item)],
                ChangeTime = turn.Now,
            });
        }

        foreach (var job in turn.Ledger.Jobs.Where(job => job.Record.Pool == pool.Name && !job.Record.State.IsEnded()).ToList())
            turn.Ledger.Put(job.Record with { Pool = PoolRecord.DefaultName });
        turn.Ledger.Delete(pool);
    }

    private static bool Names(JobTemplateItem item, PoolRecord pool) =>
        PoolRules.IsPool(item) && pool.Name.Equals(item.Default, StringComparison.OrdinalIgnoreCase);
}
