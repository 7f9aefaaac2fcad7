using HpcScheduler.Core.Ports;
using HpcScheduler.Host.Endpoint;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;
using static HpcScheduler.Host.Endpoint.Replies;
using Json = HpcScheduler.Protocol.ProtocolJson;

namespace HpcScheduler.Host.Handlers;

/// <summary>Which handler answers which request.</summary>
internal static class Verbs
{
    public static void AddTo(Router router, SchedulerLoop loop, StoreReader reader, HostFolder folder, IEngine engine, Action<bool> stop)
    {
        var json = Json.Default;
        var scheduler = new GetSchedulerHandler(loop, reader, folder, engine.Name);
        var submitted = new SubmittedJob(loop, reader, folder);
        router.Add(nameof(NewJob), One(json.NewJob, json.HpcJob, new NewJobHandler(loop, folder).HandleAsync));
        router.Add(nameof(SetJob), One(json.SetJob, json.HpcJob, new SetJobHandler(loop, submitted, folder).HandleAsync));
        router.Add(nameof(RestartJob), One(json.RestartJob, json.HpcJob, new RestartJobHandler(submitted).HandleAsync));
        router.Add(nameof(RemoveJob), One(json.RemoveJob, json.Done, new RemoveJobHandler(loop).HandleAsync));
        router.Add(nameof(GetJobHistory), Many(json.GetJobHistory, json.LineHpcJobHistory, new GetJobHistoryHandler(reader).HandleAsync));
        router.Add(nameof(SubmitJob), One(json.SubmitJob, json.HpcJob, new SubmitJobHandler(submitted).HandleAsync));
        router.Add(nameof(StopJob), One(json.StopJob, json.HpcJob, new StopJobHandler(loop, folder).HandleAsync));
        router.Add(nameof(GetJob), Many(json.GetJob, json.LineHpcJob, new GetJobHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(ExplainJob), One(json.ExplainJob, json.HpcJobExplanation, new ExplainJobHandler(loop, folder).HandleAsync));
        router.Add(nameof(WaitJob), Many(json.WaitJob, json.LineHpcJob, new WaitJobHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(AddTask), One(json.AddTask, json.AddTaskReply, new AddTaskHandler(loop, folder).HandleAsync));
        router.Add(nameof(GetTask), Many(json.GetTask, json.LineHpcTask, new GetTaskHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(SetTask), One(json.SetTask, json.HpcTask, new SetTaskHandler(loop, folder).HandleAsync));
        router.Add(nameof(SubmitTask), One(json.SubmitTask, json.HpcTask, new SubmitTaskHandler(loop, folder).HandleAsync));
        router.Add(nameof(RestartTask), One(json.RestartTask, json.HpcJob, new RestartTaskHandler(submitted).HandleAsync));
        router.Add(nameof(ReceiveTask), Many(json.ReceiveTask, json.LineTaskOutput, new ReceiveTaskHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(StopTask), One(json.StopTask, json.HpcTask, new StopTaskHandler(loop, folder).HandleAsync));
        router.Add(nameof(WaitTask), Many(json.WaitTask, json.LineHpcTask, new WaitTaskHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(InvokeCommand), One(json.InvokeCommand, json.HpcJob, new InvokeCommandHandler(loop, folder).HandleAsync));
        router.Add(nameof(ReceiveCommand), Many(json.ReceiveCommand, json.LineCommandNews, new ReceiveCommandHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(GetNode), Many(json.GetNode, json.LineHpcNode, new GetNodeHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(NewNode), One(json.NewNode, json.HpcNode, new NewNodeHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(SetNode), One(json.SetNode, json.HpcNode, new SetNodeHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(SetNodeState), One(json.SetNodeState, json.HpcNode, new SetNodeStateHandler(loop, reader, folder).HandleAsync));
        router.Add(nameof(RemoveNode), One(json.RemoveNode, json.Done, new RemoveNodeHandler(loop).HandleAsync));
        router.Add(nameof(WaitNode), Many(json.WaitNode, json.LineHpcNode, new WaitNodeHandler(loop, reader, folder).HandleAsync));
        router.Add(
            nameof(GetNodeStateHistory),
            Many(json.GetNodeStateHistory, json.LineHpcNodeHistory, new GetNodeStateHistoryHandler(loop, reader).HandleAsync));
        router.Add(nameof(GetGroup), Many(json.GetGroup, json.LineHpcGroup, new GetGroupHandler(loop, folder).HandleAsync));
        router.Add(nameof(NewGroup), One(json.NewGroup, json.HpcGroup, new NewGroupHandler(loop, folder).HandleAsync));
        router.Add(nameof(SetGroup), One(json.SetGroup, json.HpcGroup, new SetGroupHandler(loop, folder).HandleAsync));
        router.Add(nameof(AddGroup), One(json.AddGroup, json.HpcGroup, new AddGroupHandler(loop, folder).HandleAsync));
        router.Add(nameof(RemoveGroup), One(json.RemoveGroup, json.Done, new RemoveGroupHandler(loop).HandleAsync));
        router.Add(
            nameof(GetClusterProperty),
            Many(json.GetClusterProperty, json.LineHpcVariable, new GetClusterPropertyHandler(loop).HandleAsync));
        router.Add(
            nameof(SetClusterProperty),
            One(json.SetClusterProperty, json.SetClusterPropertyReply, new SetClusterPropertyHandler(loop).HandleAsync));
        router.Add(nameof(GetClusterOverview), One(json.GetClusterOverview, json.ClusterOverview, new GetClusterOverviewHandler(loop, reader).HandleAsync));
        router.Add(nameof(AddMember), One(json.AddMember, json.HpcMember, new AddMemberHandler(loop).HandleAsync));
        router.Add(nameof(GetMember), Many(json.GetMember, json.LineHpcMember, new GetMemberHandler(loop).HandleAsync));
        router.Add(nameof(RemoveMember), One(json.RemoveMember, json.Done, new RemoveMemberHandler(loop).HandleAsync));
        router.Add(nameof(GetJobTemplate), Many(json.GetJobTemplate, json.LineHpcJobTemplate, new GetJobTemplateHandler(loop, folder).HandleAsync));
        router.Add(nameof(CopyJobTemplate), One(json.CopyJobTemplate, json.HpcJobTemplate, new CopyJobTemplateHandler(loop, folder).HandleAsync));
        router.Add(nameof(ImportJobTemplate), One(json.ImportJobTemplate, json.HpcJobTemplate, new ImportJobTemplateHandler(loop, folder).HandleAsync));
        router.Add(nameof(RemoveJobTemplate), One(json.RemoveJobTemplate, json.Done, new RemoveJobTemplateHandler(loop).HandleAsync));
        router.Add(
            nameof(GetJobTemplateAcl),
            One(json.GetJobTemplateAcl, json.HpcJobTemplateSecurityDescriptor, new GetJobTemplateAclHandler(loop, folder).HandleAsync));
        router.Add(nameof(SetJobTemplateAcl), One(json.SetJobTemplateAcl, json.Done, new SetJobTemplateAclHandler(loop).HandleAsync));
        router.Add(nameof(GetPool), Many(json.GetPool, json.LineHpcPool, new GetPoolHandler(loop, folder).HandleAsync));
        router.Add(nameof(AddPool), One(json.AddPool, json.HpcPool, new AddPoolHandler(loop, folder).HandleAsync));
        router.Add(nameof(SetPool), One(json.SetPool, json.HpcPool, new SetPoolHandler(loop, folder).HandleAsync));
        router.Add(nameof(RemovePool), One(json.RemovePool, json.Done, new RemovePoolHandler(loop).HandleAsync));
        router.Add(nameof(GetMetric), Many(json.GetMetric, json.LineHpcMetric, new GetMetricHandler(loop, folder).HandleAsync));
        router.Add(
            nameof(GetMetricValue),
            Many(json.GetMetricValue, json.LineHpcMetricValue, new GetMetricValueHandler(loop, reader, engine).HandleAsync));
        router.Add(
            nameof(GetMetricValueHistory),
            Many(json.GetMetricValueHistory, json.LineHpcMetricValueHistory, new GetMetricValueHistoryHandler(loop, reader).HandleAsync));
        router.Add(nameof(GetScheduler), One(json.GetScheduler, json.HpcSchedulerInfo, scheduler.HandleAsync));
        router.Add(nameof(BackupScheduler), One(json.BackupScheduler, json.Done, new BackupSchedulerHandler(folder).HandleAsync));
        router.Add(nameof(StopScheduler), One(json.StopScheduler, json.StopSchedulerReply, new StopSchedulerHandler(reader, folder, stop).HandleAsync));
    }
}
