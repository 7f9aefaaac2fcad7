using System.Text.Json;
using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Serilog;

namespace HpcScheduler.Host.Endpoint;

/// <summary>
/// Finds the handler of a request by its path, POST /v1/{verb}, and turns what goes wrong into problem details.
/// </summary>
internal sealed class Router(Access access, CallerLimits limits, Func<ClusterProperties> settings, ILogger log)
{
    private const string Prefix = "/v1/";
    private readonly Dictionary<string, Verb> _verbs = new(StringComparer.Ordinal);

    /// <summary>Answers a request: reads its body, and writes the reply.</summary>
    internal delegate Task Verb(HttpContext context, Caller caller, CancellationToken cancellation);

    /// <summary>Adds a verb.</summary>
    public void Add(string name, Verb verb) => _verbs.Add(name, verb);

    public async Task AnswerAsync(HttpContext context, CancellationToken cancellation)
    {
        try
        {
            var path = context.Request.Path.Value ?? "";
            if (!HttpMethods.IsPost(context.Request.Method) || !path.StartsWith(Prefix, StringComparison.Ordinal)
                || !_verbs.TryGetValue(path[Prefix.Length..], out var verb))
            {
                throw new SchedulerException(SchedulerErrors.BadRequest, path, $"there is no {context.Request.Method} {path}");
            }

            var caller = access.CallerOf(Peer(context));
            Admission.CheckConnection(settings(), caller);
            using var place = limits.Enter(context, caller);
            await verb(context, caller, cancellation).ConfigureAwait(false);
        }
        catch (SchedulerException exception)
        {
            await AnswerAsync(context, exception).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (CallerLimits.Explain(exception, context) is { } error)
        {
            await AnswerAsync(context, error).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonException or BadHttpRequestException)
        {
            await AnswerAsync(context, new SchedulerException(SchedulerErrors.BadRequest, null, exception.Message.TrimEnd('.'))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The caller has gone, or the host stops: nobody reads an answer.
            context.Abort();
        }
        catch (Exception exception)
        {
            log.Error(exception, "A request could not be answered");
            await AnswerAsync(context, new SchedulerException(SchedulerErrors.Internal, null, exception.Message.TrimEnd('.'))).ConfigureAwait(false);
        }
    }

    private static PeerCredentials Peer(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items[typeof(PeerCredentials)] as PeerCredentials
        ?? throw new InvalidOperationException("A connection without credentials was admitted.");

    private static async Task AnswerAsync(HttpContext context, SchedulerException exception)
    {
        // A list that has begun cannot become an error: it ends with one.
        if (!context.Response.HasStarted)
        {
            context.Response.StatusCode = exception.Error.Status;
            context.Response.ContentType = "application/problem+json";
            await JsonSerializer.SerializeAsync(context.Response.Body, Problem.From(exception), ProtocolJson.Default.Problem).ConfigureAwait(false);
            return;
        }

        context.Abort();
    }
}
