namespace HpcScheduler.Cmdlets;

/// <summary>What a scheduler told: a job or task as it is now, or an error about one; neither when the time for waiting was over.</summary>
internal readonly record struct News<TReference, TItem>(TReference Reference, TItem? Item, SchedulerException? Error)
    where TItem : class;
