using HpcScheduler.Protocol;

namespace HpcScheduler;

/// <summary>
/// The way from an object to the scheduler that it came from. Who loads these types where people call their methods gives it: the module, as it is
/// imported. It holds for the whole process, so that a runspace that did not import the module has it as well.
/// </summary>
public abstract class SchedulerLink
{
    /// <summary>The way; null where nobody gave one, as in the host.</summary>
    public static SchedulerLink? Current { get; set; }

    /// <summary>The reply to a request.</summary>
    /// <param name="scheduler">The folder or address in the object.</param>
    /// <param name="request">The request.</param>
    /// <exception cref="SchedulerException">What the scheduler refused, or why it was not reached.</exception>
    public abstract TReply Send<TReply>(string scheduler, ISchedulerRequest<TReply> request);

    /// <summary>The only item of a list.</summary>
    /// <inheritdoc cref="Send"/>
    /// <param name="scheduler">The folder or address in the object.</param>
    /// <param name="query">The query.</param>
    public abstract TItem Find<TItem>(string scheduler, ISchedulerQuery<TItem> query)
        where TItem : class;

    /// <summary>The way of an object.</summary>
    /// <param name="scheduler">The folder or address in the object.</param>
    /// <param name="target">The object.</param>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.ObjectNotRead"/>, <see cref="SchedulerErrors.LinkMissing"/>.</exception>
    internal static SchedulerLink From(string? scheduler, object target) =>
        string.IsNullOrEmpty(scheduler) ? throw new SchedulerException(SchedulerErrors.ObjectNotRead, target.ToString(), target)
        : Current ?? throw new SchedulerException(SchedulerErrors.LinkMissing, target.ToString());

    /// <summary>
    /// Makes an object that a script holds equal to a newer one. Objects never change in code; that one of them does for its owner is how scripts
    /// written for HPC Pack look at it again.
    /// </summary>
    internal static void Renew<TItem>(TItem old, TItem now)
        where TItem : class
    {
        foreach (var property in typeof(TItem).GetProperties().Where(property => property.CanWrite))
            property.SetValue(old, property.GetValue(now));
    }
}
