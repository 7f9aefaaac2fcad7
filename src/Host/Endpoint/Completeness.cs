using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Endpoint;

/// <summary>
/// What a request must hold and JSON may leave out. The core trusts what it is given, and a fault in it ends the host: so nothing
/// incomplete may reach it.
/// </summary>
internal static class Completeness
{
    /// <summary>Refuses a request that lacks something.</summary>
    /// <exception cref="SchedulerException">HpcBadRequest.</exception>
    public static void Check(object request)
    {
        if (Missing(request) is { } name)
            throw new SchedulerException(SchedulerErrors.BadRequest, null, $"{name} is missing or null");
    }

    private static string? Missing(object request) => request switch
    {
        NewJob { Properties: null } or SetJob { Properties: null } or SetTask { Properties: null } => "Properties",
        NewJob { Properties: var job, Tasks: var tasks } => Missing(job) ?? tasks?.Select(Missing).FirstOrDefault(missing => missing is not null),
        SetJob { AddExcludedNodes: { } names } when HasNull(names) => "An item of AddExcludedNodes",
        SetJob { RemoveExcludedNodes: { } names } when HasNull(names) => "An item of RemoveExcludedNodes",
        SetJob { Properties: var job } => Missing(job),
        SetTask { Properties: var task } => Missing(task),
        AddTask { Tasks: null } => "Tasks",
        AddTask { Tasks: var tasks } => tasks.Select(Missing).FirstOrDefault(missing => missing is not null),
        StopJob { Message: null } or StopTask { Message: null } => "Message",
        WaitJob { Ids: null } => "Ids",
        WaitTask { Tasks: null } => "Tasks",
        GetJob { NodeName: { } names } when HasNull(names) => "An item of NodeName",
        AddMember { Name: null } or RemoveMember { Name: null } => "Name",
        SetClusterProperty { Values: null } => "Values",
        SetClusterProperty { Values: var values } when values.Any(value => value is not { Name: not null, Value: not null }) => "A name or value",
        GetJobTemplate { Names: { } names } when HasNull(names) => "An item of Names",
        CopyJobTemplate { Name: null } or RemoveJobTemplate { Name: null } or GetJobTemplateAcl { Name: null } or SetJobTemplateAcl { Name: null }
            or ImportJobTemplate { Name: null } or AddPool { Name: null } or SetPool { Name: null } or RemovePool { Name: null } => "Name",
        CopyJobTemplate { NewName: null } => "NewName",
        SetJobTemplateAcl { Sddl: null } => "Sddl",
        ImportJobTemplate { Description: null } => "Description",
        ImportJobTemplate { JobEnv: var texts } when texts is null || HasNull(texts) => "JobEnv or an item of it",
        ImportJobTemplate { Items: var items } when items is null || items.Any(IsIncomplete) => "Items, an item or a part of one",
        _ => null,
    };

    private static bool IsIncomplete(JobTemplateItem? item) =>
        item is not { PropertyName: not null } || HasNull(item.ValueRange ?? []) || HasNull(item.RequiredValues ?? []);

    private static string? Missing(TaskProperties? task) => task switch
    {
        null => "An item of Tasks",
        { Env: { } texts } when HasNull(texts) => "An item of Env",
        { Depend: { } names } when HasNull(names) => "An item of Depend",
        { CustomProperties: { } texts } when HasNull(texts) => "An item of CustomProperties",
        { RequiredNodes: { } names } when HasNull(names) => "An item of RequiredNodes",
        _ => null,
    };

    private static string? Missing(JobProperties job) => job switch
    {
        { JobEnv: { } texts } when HasNull(texts) => "An item of JobEnv",
        { CustomProperties: { } texts } when HasNull(texts) => "An item of CustomProperties",
        { License: { } texts } when HasNull(texts) => "An item of License",
        { OrderBy: { } texts } when HasNull(texts) => "An item of OrderBy",
        { RequestedNodes: { } names } when HasNull(names) => "An item of RequestedNodes",
        { NodeGroups: { } names } when HasNull(names) => "An item of NodeGroups",
        _ => null,
    };

    private static bool HasNull(IReadOnlyList<string?> items) => items.Any(item => item is null);
}
