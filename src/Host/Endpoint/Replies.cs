using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Protocol;
using Microsoft.AspNetCore.Http;

namespace HpcScheduler.Host.Endpoint;

/// <summary>Reads requests and writes replies as JSON.</summary>
internal static class Replies
{
    // A list is sent on when this much is ready, and whenever the next item is not there yet.
    private const int Portion = 32 * 1024;
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>A verb that answers with one record.</summary>
    public static Router.Verb One<TRequest, TReply>(
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TReply> replyType,
        Func<TRequest, Caller, CancellationToken, Task<TReply>> handler)
        where TRequest : ISchedulerRequest<TReply> => async (context, caller, cancellation) =>
    {
        var request = await ReadAsync(context, requestType, caller, cancellation).ConfigureAwait(false);
        var reply = await handler(request, caller, cancellation).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        // What has been done is told, even if the host stops by force: most of all to the one who asked for that.
        await JsonSerializer.SerializeAsync(context.Response.Body, reply, replyType, context.RequestAborted).ConfigureAwait(false);
    };

    /// <summary>A verb that answers with a list, a line for each item, sent as soon as it is there.</summary>
    public static Router.Verb Many<TRequest, TItem>(
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<Line<TItem>> lineType,
        Func<TRequest, Caller, CancellationToken, IAsyncEnumerable<Line<TItem>>> handler)
        where TRequest : ISchedulerQuery<TItem> => async (context, caller, cancellation) =>
    {
        var request = await ReadAsync(context, requestType, caller, cancellation).ConfigureAwait(false);
        await using var lines = handler(request, caller, cancellation).GetAsyncEnumerator(cancellation);
        context.Response.ContentType = "application/x-ndjson";
        var output = context.Response.BodyWriter;
        using var json = new Utf8JsonWriter(output);
        long sent = 0;
        while (true)
        {
            var next = NextAsync(lines);
            if (!next.IsCompleted)
                await output.FlushAsync(cancellation).ConfigureAwait(false);
            if (await next.ConfigureAwait(false) is not { } line)
                break;
            JsonSerializer.Serialize(json, line, lineType);
            await json.FlushAsync(cancellation).ConfigureAwait(false);
            output.Write(NewLine);
            sent += json.BytesCommitted;
            json.Reset();
            if (sent > Portion)
            {
                await output.FlushAsync(cancellation).ConfigureAwait(false);
                sent = 0;
            }
        }
    };

    // An error in the middle of a list is its last line.
    private static async Task<Line<TItem>?> NextAsync<TItem>(IAsyncEnumerator<Line<TItem>> lines)
    {
        try
        {
            return await lines.MoveNextAsync().ConfigureAwait(false) ? lines.Current : null;
        }
        catch (SchedulerException exception)
        {
            return new Line<TItem> { Problem = Problem.From(exception) };
        }
    }

    // Every request comes by here, so here is asked whether its sender may send it. About which job is asked where the job is at hand.
    private static async Task<TRequest> ReadAsync<TRequest>(
        HttpContext context, JsonTypeInfo<TRequest> type, Caller caller, CancellationToken cancellation)
    {
        Permissions.Check<TRequest>(caller);
        var request = await JsonSerializer.DeserializeAsync(context.Request.Body, type, cancellation).ConfigureAwait(false)
            ?? throw new SchedulerException(SchedulerErrors.BadRequest, null, "its body is null");
        Completeness.Check(request);
        return request;
    }
}
