using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsCheck;
using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Host;
using HpcScheduler.Host.Endpoint;
using HpcScheduler.Host.Handlers;
using HpcScheduler.Protocol;
using static HpcScheduler.Fuzz.Giving;

namespace HpcScheduler.Fuzz;

/// <summary>
/// Bodies of requests. Every type is read as the host reads it; what is read and the core answers is given to a scheduler with jobs, several
/// one after the other, as callers of either kind.
/// </summary>
internal static class RequestTargets
{
    /// <summary>The portion of what needs a scheduler.</summary>
    public const int Heavy = 20;

    private const int RequestsOfLife = 12;
    private const int StoredLives = 64;

    private static readonly HostFolder Folder = new("/scheduler");

    public static readonly IReadOnlyList<Type> Types = [.. typeof(ISchedulerRequest<>).Assembly.GetTypes()
        .Where(type => type.IsClass && type.GetInterfaces().Any(IsRequest))
        .OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static readonly Dictionary<Type, MethodInfo> Handlers = typeof(SchedulerCore).GetMethods()
        .Where(method => method.Name == nameof(SchedulerCore.Handle))
        .ToDictionary(method => method.GetParameters()[0].ParameterType);

    private static readonly Gen<Request> Any = RequestOf([.. Types]);

    private static readonly Gen<Request> OfCore = RequestOf([.. Types.Where(Handlers.ContainsKey)]);

    public static readonly Target[] All =
    [
        new Target<Request>("Bodies of requests", Any, request => One(() => Read(request)), request => request.Show()),
        new Target<Life>("Requests to a core with jobs", LifeOf(OfCore), Live, life => life.Show()) { Portion = Heavy },
        new Target<Life>("Requests about jobs alone", LifeOf(RequestOf([.. Types.Where(IsOfJobs)])), Live, life => life.Show()) { Portion = Heavy },
        new Target<Life>("Jobs made and submitted", LifeOf(RequestOf(typeof(NewJob), typeof(AddTask), typeof(SubmitJob), typeof(SetJob), typeof(SetTask))), Live, life => life.Show()) { Portion = Heavy },
    ];

    public static Gen<Request> RequestOf(params Type[] types) => Gen.OneOf([.. types.Select(type => Gen.Select(
        HostileJson.Of(type), Gen.Int[0, 7], Gen.Frequency((4, Gen.Int[0, 20]), (1, Gen.Int[0, 10_000_000])), Gen.Int[0, 12], Gen.Int[-1, 30],
        (json, caller, seconds, steps, end) => new Request(type, json, caller > 0, seconds, steps, end)))]);

    private static Gen<Life> LifeOf(Gen<Request> request) => Gen.Select(
        request.Array[1, RequestsOfLife], Gen.Int[1, StoredLives], (requests, number) => new Life(requests, number == 1));

    private static bool IsRequest(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ISchedulerRequest<>) || type.GetGenericTypeDefinition() == typeof(ISchedulerQuery<>));

    private static bool IsOfJobs(Type type) => Handlers.ContainsKey(type) && (type.Name.EndsWith("Job", StringComparison.Ordinal) || type.Name.EndsWith("Task", StringComparison.Ordinal));

    // As the router and its verbs do it.
    private static object Read(Request request)
    {
        var type = ProtocolJson.Default.GetTypeInfo(request.Type)!;
        object record;
        try
        {
            record = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(request.Json), type)
                ?? throw new SchedulerException(SchedulerErrors.BadRequest, null, "its body is null");
        }
        catch (JsonException fault)
        {
            throw new SchedulerException(SchedulerErrors.BadRequest, null, fault.Message.TrimEnd('.'));
        }

        Completeness.Check(record);
        Same(record, type);
        return record;
    }

    private static Tally Live(Life life)
    {
        var scheduler = new Scheduler();
        var accepted = 0L;
        foreach (var request in life.Requests)
        {
            var tally = One(() =>
            {
                var record = Read(request);
                var reply = scheduler.Turn((core, caller) => Handle(core, record, caller), request.IsAdministrator);
                Look(scheduler, reply);
            });
            accepted += tally.Accepted;
            scheduler.Pass(TimeSpan.FromSeconds(request.Seconds), request.Steps);
            if (request.End >= 0)
                scheduler.EndOne(request.End, request.End % 3);
        }

        scheduler.Rest();
        if (life.IsStored)
            Stored.Check(scheduler);
        return new(life.Requests.Length, accepted);
    }

    private static object? Handle(SchedulerCore core, object record, Caller caller)
    {
        Permissions.Check(record.GetType(), caller);
        var handler = Handlers[record.GetType()];
        object[] arguments = handler.GetParameters().Length == 1 ? [record] : [record, caller];
        return handler.Invoke(core, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    // What is answered can be told.
    private static void Look(Scheduler scheduler, object? reply)
    {
        if (reply is JobRecord job)
            Same(JobView.Of(job, Folder), ProtocolJson.Default.HpcJob);
        else if (reply is TaskRecord task && scheduler.Store.FindJob(task.Key.JobId) is { } jobOfTask)
            Same(TaskView.Of(task, jobOfTask, Folder), ProtocolJson.Default.HpcTask);
        else if (reply is JobTemplateRecord template)
            Same(JobTemplateView.Of(template, Folder), ProtocolJson.Default.HpcJobTemplate);
    }

    private static void Same(object record, JsonTypeInfo type)
    {
        var text = JsonSerializer.Serialize(record, type);
        var again = JsonSerializer.Serialize(JsonSerializer.Deserialize(text, type), type);
        Require(text == again, $"{text} is read and written as {again}.");
    }

    /// <summary>A request of a caller, and what happens after it.</summary>
    /// <param name="Type">Which.</param>
    /// <param name="Json">Its body.</param>
    /// <param name="IsAdministrator">Who sends it.</param>
    /// <param name="Seconds">The time that passes after it.</param>
    /// <param name="Steps">What the machine does after it.</param>
    /// <param name="End">Which process ends after it; -1 for none.</param>
    internal sealed record Request(Type Type, string Json, bool IsAdministrator, int Seconds, int Steps, int End)
    {
        public string Show() => $"{Type.Name} {Giving.Show(Json)} by {(IsAdministrator ? "an administrator" : "a user")}, then {Seconds} s, {Steps} steps, end {End}";
    }

    /// <summary>Requests one after the other.</summary>
    /// <param name="Requests">The requests.</param>
    /// <param name="IsStored">Whether a file is to hold at the end what memory holds.</param>
    internal sealed record Life(Request[] Requests, bool IsStored)
    {
        public string Show() => string.Join("\n       ", Requests.Select(request => request.Show()));
    }
}
