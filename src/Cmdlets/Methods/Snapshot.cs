namespace HpcScheduler.Cmdlets;

/// <summary>
/// Makes an object that a script holds equal to a newer one. Jobs and tasks never change in code; that one of them does for its owner is
/// how scripts written for HPC Pack look at it again.
/// </summary>
internal static class Snapshot
{
    /// <summary>Takes over every property.</summary>
    public static void Renew<TItem>(TItem old, TItem now)
        where TItem : class
    {
        foreach (var property in typeof(TItem).GetProperties().Where(property => property.CanWrite))
            property.SetValue(old, property.GetValue(now));
    }
}
