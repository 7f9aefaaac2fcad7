using System.Text;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Fake;
using HpcScheduler.Host;
using HpcScheduler.Host.Endpoint;
using HpcScheduler.Host.Handlers;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Serilog;

namespace HpcScheduler.Fuzz;

/// <summary>
/// Requests that change nothing, given to the router of a host with jobs in its database, as its endpoint does. What it calls a fault of its
/// own is a finding. Those that wait are canceled as soon as they do.
/// </summary>
internal sealed class QueryTarget() : Target("Queries to a host")
{
    private static readonly Type[] Types = [.. RequestTargets.Types.Where(IsQuery)];

    /// <inheritdoc/>
    public override Tally Run(uint seed, int inputs)
    {
        var folder = new HostFolder(Directory.CreateTempSubdirectory("hpc-fuzz-").FullName);
        try
        {
            using var store = SqliteStore.Open(folder.Path);
            foreach (var commit in new Scheduler().Commits)
                store.Commit(commit);
            using var reader = store.OpenReader();
            var loop = new SchedulerLoop(store, folder, new NodeRecord("node", 4, null) { Memory = 8192 }, Log.Logger);
            var router = new Router(new Access(() => loop.Members, isMachine: false), new CallerLimits(() => loop.ClusterProperties), () => loop.ClusterProperties, Log.Logger);
            var engine = new FakeEngine(new FakeMachine(), loop, () => DateTimeOffset.UtcNow);
            Verbs.AddTo(router, loop, reader, folder, engine, _ => { });
            loop.Start(engine, new NoFilters());
            loop.Ready.GetAwaiter().GetResult();
            try
            {
                return new Target<RequestTargets.Request>(Name, RequestTargets.RequestOf(Types), request => Answer(router, request), request => request.Show())
                    .Run(seed, inputs);
            }
            finally
            {
                loop.Stop();
                loop.Ended.GetAwaiter().GetResult();
            }
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static bool IsQuery(Type type) => type.Name.StartsWith("Get", StringComparison.Ordinal) || type.Name.StartsWith("Wait", StringComparison.Ordinal)
        || type.Name.StartsWith("Receive", StringComparison.Ordinal) || type == typeof(ExplainJob);

    private static Tally Answer(Router router, RequestTargets.Request request)
    {
        using var cancellation = new CancellationTokenSource();
        using var reply = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Features.Set<IConnectionItemsFeature>(new Connection());
        context.Request.Method = HttpMethods.Post;
        context.Request.Path = "/v1/" + request.Type.Name;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(request.Json));
        context.Response.Body = reply;
        var answer = router.AnswerAsync(context, cancellation.Token);
        if (!request.Type.Name.StartsWith("Get", StringComparison.Ordinal) || request.Type == typeof(GetMetricValue))
            cancellation.Cancel();
        answer.GetAwaiter().GetResult();
        var text = Encoding.UTF8.GetString(reply.ToArray());
        Giving.Require(!text.Contains(SchedulerErrors.Internal.Id, StringComparison.Ordinal), text);
        return new(1, context.Response.StatusCode == StatusCodes.Status200OK ? 1 : 0);
    }

    private sealed class Connection : IConnectionItemsFeature
    {
        public IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?> { [typeof(PeerCredentials)] = new PeerCredentials(1, 0) };
    }

    private sealed class NoFilters : IFilters
    {
        public void Ask(FilterCall call)
        {
        }
    }
}
