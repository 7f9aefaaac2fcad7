using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>
/// What comes from a far scheduler names the folder that it has there. Here that would be another scheduler, or none: so it is made to name the
/// address, and the cmdlets that are given it go where it came from.
/// </summary>
internal static class FarObjects
{
    /// <summary>The same thing with the address in it; a thing that names no scheduler as it is.</summary>
    public static T At<T>(SchedulerAddress address, T item)
    {
        var scheduler = address.ToString();
        object? renamed = item switch
        {
            HpcJob job => job with { Scheduler = scheduler },
            HpcTask task => task with { Scheduler = scheduler },
            HpcNode node => node with { Scheduler = scheduler },
            HpcGroup group => group with { Scheduler = scheduler },
            HpcPool pool => pool with { Scheduler = scheduler },
            HpcMetric metric => metric with { Scheduler = scheduler },
            HpcJobTemplate template => template with { Scheduler = scheduler },
            HpcJobTemplateSecurityDescriptor descriptor =>
                new HpcJobTemplateSecurityDescriptor(descriptor.JobTemplateName, descriptor.Sddl) { Scheduler = scheduler },
            HpcJobExplanation explanation => explanation with { Scheduler = scheduler },
            AddTaskReply reply => reply with { Job = At(address, reply.Job) },
            CommandNews { Task: { } task } news => news with { Task = At(address, task) },
            HpcSchedulerInfo info => info with { Path = scheduler },
            _ => item,
        };
        return (T)renamed!;
    }
}
