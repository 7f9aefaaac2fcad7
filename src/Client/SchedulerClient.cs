using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>
/// Speaks to the host of one scheduler. A host that does not run is started by the first request, if that is allowed. Every failure is a
/// <see cref="SchedulerException"/>: the host's own, or one that tells why it could not be reached. A request is sent again only
/// when it is certain that nobody carried it out; a question or query, which changes nothing, also when its host died before it answered.
/// </summary>
public sealed class SchedulerClient
{
    private static readonly ConcurrentDictionary<(SchedulerAddress Address, bool MayStart), SchedulerClient> Clients = new();

    // Hosts that die one after the other will not live longer the next time.
    private const int MostStarts = 3;
    private const int MostAnswers = 3;

    // One connection may be reset because its host dies, and the next while the dying host still has its socket.
    private const int MostResets = 5;

    private readonly bool _mayStart;

    /// <summary>How long a host may say nothing before it is asked whether it is there, and how long it may take over that answer.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    private SchedulerClient(SchedulerAddress address, bool mayStart)
    {
        Address = address;
        _mayStart = mayStart;
    }

    /// <summary>Where the scheduler is.</summary>
    public SchedulerAddress Address { get; }

    /// <summary>The client for an address; always the same one in a process.</summary>
    /// <param name="address">The scheduler.</param>
    /// <param name="mayStart">Whether a request may start a host.</param>
    public static SchedulerClient For(SchedulerAddress address, bool mayStart = true) =>
        Clients.GetOrAdd((address, mayStart), static key => new SchedulerClient(key.Address, key.MayStart));

    /// <summary>The client for the first scheduler that answers; if none does, for the first one.</summary>
    /// <param name="addresses">Alternatives, at least one.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static async Task<SchedulerClient> ForFirstAnsweringAsync(
        IReadOnlyList<SchedulerAddress> addresses, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        if (addresses.Count > 1)
        {
            foreach (var address in addresses)
            {
                if (await SocketHttp.AnswersAsync(address, cancellation).ConfigureAwait(false))
                    return For(address);
            }
        }

        return For(addresses[0]);
    }

    /// <summary>Sends a request and reads its reply.</summary>
    public async Task<TReply> SendAsync<TReply>(ISchedulerRequest<TReply> request, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        return await AnsweredAsync(SendOnceAsync(request, silence.Token), request is ISchedulerQuestion<TReply>, silence, cancellation).ConfigureAwait(false);
    }

    private async Task<TReply> SendOnceAsync<TReply>(ISchedulerRequest<TReply> request, CancellationToken cancellation)
    {
        var isQuestion = request is ISchedulerQuestion<TReply>;
        for (var answers = 1; ; answers++)
        {
            using var response = await PostAsync(request, isQuestion, cancellation).ConfigureAwait(false);
            try
            {
                var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                {
                    var reply = await JsonSerializer.DeserializeAsync(stream, TypeInfo<TReply>(), cancellation).ConfigureAwait(false)
                        ?? throw NotUnderstood("nothing", null);
                    return Address.Ssh is null ? reply : FarObjects.At(Address, reply);
                }
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or JsonException)
            {
                if (!isQuestion || exception is JsonException || answers == MostAnswers)
                    throw Broken(exception, isQuestion);
            }
        }
    }

    /// <summary>Sends a query and reads the lines of its reply as they come. Whoever stops reading closes the connection.</summary>
    public async IAsyncEnumerable<Line<TItem>> QueryAsync<TItem>(
        ISchedulerQuery<TItem> query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var response = await AnsweredAsync(PostAsync(query, isQuestion: true, silence.Token), isQuestion: true, silence, cancellation).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var lines = new ReplyLines<Line<TItem>>(stream, TypeInfo<Line<TItem>>());
            while (true)
            {
                Line<TItem>? line;
                try
                {
                    line = await lines.NextAsync(cancellation).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is IOException or HttpRequestException or JsonException)
                {
                    throw Broken(exception, isQuestion: true);
                }

                if (line is null)
                    yield break;
                yield return Address.Ssh is null || line.Item is null ? line : line with { Item = FarObjects.At(Address, line.Item) };
            }
        }
    }

    // A host may take its time over a request, as while a filter is asked; one that says nothing to anybody is stopped or hangs. By ssh that is for
    // the user's own ssh to find out: a second connection might ask for a password.
    private async Task<T> AnsweredAsync<T>(Task<T> answer, bool isQuestion, CancellationTokenSource silence, CancellationToken cancellation)
    {
        if (Address.Ssh is not null)
            return await answer.ConfigureAwait(false);
        while (true)
        {
            try
            {
                return await answer.WaitAsync(Patience, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException exception)
            {
                if (!await SocketHttp.IsSilentAsync(Address, Patience, cancellation).ConfigureAwait(false) || answer.IsCompleted)
                    continue;
                await silence.CancelAsync().ConfigureAwait(false);
                throw Error(
                    SchedulerErrors.SchedulerUnreachable,
                    exception,
                    Address.ToString(),
                    $"its host has said nothing for {2 * Patience.TotalSeconds} seconds; Test-HpcScheduler says more{After(isQuestion)}");
            }
        }
    }

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)ProtocolJson.Default.GetTypeInfo(typeof(T))!;

    private async Task<HttpResponseMessage> PostAsync(object request, bool isQuestion, CancellationToken cancellation)
    {
        var isFar = Address.Ssh is not null;
        var mayStart = _mayStart && (isFar || Address is { CanStart: true, IsMachine: false });
        var verb = mayStart ? TunnelVerb.ConnectOrStart : TunnelVerb.Connect;
        var (starts, resets, answers) = (0, 0, 0);
        while (true)
        {
            HttpResponseMessage? response = null;
            try
            {
                response = await SocketHttp.PostAsync(Address, request, verb, cancellation).ConfigureAwait(false);
            }
            catch (HttpRequestException exception) when (exception.InnerException is SchedulerException)
            {
                throw (SchedulerException)exception.InnerException;
            }
            catch (HttpRequestException exception) when (mayStart && SocketHttp.NobodyListens(exception) && starts++ < MostStarts)
            {
                SchedulerFolders.Require(Address);
                await HostLauncher.StartAsync(Address.Folder, null, cancellation).ConfigureAwait(false);
                continue;
            }
            catch (HttpRequestException exception) when (HostStream.WasNotRead(exception) && resets++ < MostResets)
            {
                // Its host is dying. Whoever connects next is answered by its successor, or learns that nobody listens.
                continue;
            }
            catch (HttpRequestException exception) when (isQuestion && !SocketHttp.NeverConnected(exception) && ++answers < MostAnswers)
            {
                continue;
            }
            catch (HttpRequestException exception)
            {
                throw Unreachable(exception, isQuestion);
            }

            if (response.IsSuccessStatusCode)
                return response;
            var problem = await ReadProblemAsync(response, isQuestion, cancellation).ConfigureAwait(false);
            if (!mayStart || problem.Error != SchedulerErrors.SchedulerStopping || starts++ >= MostStarts)
                throw problem;
            // The new host comes up once the stopping one is gone. Behind ssh the far side starts it.
            verb = TunnelVerb.ConnectAnew;
            if (!isFar)
                await HostLauncher.StartAsync(Address.Folder, null, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<SchedulerException> ReadProblemAsync(HttpResponseMessage response, bool isQuestion, CancellationToken cancellation)
    {
        using (response)
        {
            try
            {
                var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
                var problem = body.Length == 0 ? null : JsonSerializer.Deserialize(body, TypeInfo<Problem>());
                return problem is { ErrorId.Length: > 0 }
                    ? problem.ToException()
                    : NotUnderstood($"status {(int)response.StatusCode}", null);
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or JsonException)
            {
                return Broken(exception, isQuestion);
            }
        }
    }

    private SchedulerException Unreachable(HttpRequestException exception, bool isQuestion)
    {
        var nobody = SocketHttp.NobodyListens(exception);
        if (nobody && !_mayStart)
            return Error(SchedulerErrors.SchedulerNotRunning, exception, Address.ToString());
        if (nobody && Address.IsMachine)
            return Error(SchedulerErrors.MachineNotRunning, exception, Address.Socket);
        if (nobody)
            return Error(SchedulerErrors.SchedulerUnreachable, exception, Address.ToString(), "nobody listens on its socket");
        if (HostStream.WasNotRead(exception))
            return Error(SchedulerErrors.SchedulerUnreachable, exception, Address.ToString(), "its host closes the connection before it has read the request");
        return SocketHttp.NeverConnected(exception)
            ? Error(SchedulerErrors.SchedulerUnreachable, exception, Address.ToString(), exception.InnerException!.Message.TrimEnd('.'))
            : Broken(exception, isQuestion);
    }

    private static string After(bool isQuestion) => isQuestion ? "" : "; look whether the request was carried out";

    private SchedulerException Broken(Exception exception, bool isQuestion) => exception is JsonException
        ? NotUnderstood(exception.Message, exception)
        : Error(
            SchedulerErrors.SchedulerUnreachable,
            exception,
            Address.ToString(),
            (SshStream.WordsOf(exception) ?? "the host ended before its answer was complete") + After(isQuestion));

    private SchedulerException NotUnderstood(string what, Exception? inner) =>
        Error(SchedulerErrors.ReplyNotUnderstood, inner, Address.ToString(), what.TrimEnd('.'));

    private SchedulerException Error(SchedulerError error, Exception? inner, params object?[] values) =>
        new(error, Address.ToString(), error.Format(values), inner);
}
