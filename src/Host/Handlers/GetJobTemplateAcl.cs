using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetJobTemplateAcl"/>.</summary>
internal sealed class GetJobTemplateAclHandler(SchedulerLoop loop, HostFolder folder)
{
    public Task<HpcJobTemplateSecurityDescriptor> HandleAsync(GetJobTemplateAcl request, Caller caller, CancellationToken cancellation) =>
        Task.FromResult(loop.JobTemplates.GetValueOrDefault(request.Name) is { } template
            ? new HpcJobTemplateSecurityDescriptor(template.Name, template.Acl) { Scheduler = folder.Path }
            : throw new SchedulerException(SchedulerErrors.TemplateNotFound, request.Name, request.Name));
}
