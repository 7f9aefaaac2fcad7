using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace HpcScheduler.Host.Endpoint;

/// <summary>
/// How much of the host one user may take at once, so that it is there for the others: requests under way, their bodies, connections, and how slowly
/// these may be used. Administrators are limited only where nobody is known yet. What is kept of a user is limited by the core.
/// </summary>
/// <param name="settings">The cluster properties as of now.</param>
internal sealed class CallerLimits(Func<ClusterProperties> settings)
{
    /// <summary>The largest body of anybody, in megabytes. One request may carry 100,000 tasks.</summary>
    public const int LargestBody = 256;

    /// <summary>The fewest bytes a second in which a body comes.</summary>
    public const double SlowestBody = 240;

    private const long Megabyte = 1024 * 1024;

    // What is made of a body takes more memory than the body. As much as these may be is no limit for tasks that are written out.
    private const int PartsPerByte = 4;

    // Each request has a connection of its own, and one that was just answered may still be open.
    private const int ConnectionsPerRequest = 2;

    // A caller that is stopped for a moment, or whose machine is busy, is not slow yet.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Use> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, int> _connections = [];

    /// <summary>What holds for a connection until it is known who sends what.</summary>
    public static void Prepare(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = LargestBody * Megabyte;
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, Grace);
        // A caller may wait for a job for days, and may be slow to read.
        limits.MinResponseDataRate = null;
        // Who has connected sends a request, and not a part of one.
        limits.KeepAliveTimeout = Grace;
        limits.RequestHeadersTimeout = Grace;
    }

    /// <summary>Lets a request in, until the result is disposed.</summary>
    /// <exception cref="SchedulerException">HpcTooManyRequests, HpcRequestTooLarge, HpcRequestsTooLarge; HpcRequestTooManyParts while it is read.</exception>
    public IDisposable Enter(HttpContext context, Caller caller)
    {
        if (caller.IsAdministrator)
        {
            if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
                rate.MinDataRate = null;
            return new Place(this, null, 0);
        }

        if (context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(typeof(CallerLimits), out var open) == true)
            throw new SchedulerException(SchedulerErrors.TooManyRequests, caller.Name, caller.Name, open);
        var (count, megabytes) = (settings().UserRequestLimit, settings().UserRequestSizeLimit);
        var most = megabytes * Megabyte;
        // A body that does not say how long it is may become as long as is allowed.
        var length = context.Request.ContentLength ?? (context.Request.Headers.TransferEncoding.Count > 0 ? most : 0);
        if (length > most)
            throw TooLarge(megabytes);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
        lock (_gate)
        {
            var use = _uses.GetValueOrDefault(caller.Name);
            if (use.Requests >= count)
                throw new SchedulerException(SchedulerErrors.TooManyRequests, caller.Name, caller.Name, use.Requests);
            if (use.Bytes + length > most)
                throw new SchedulerException(SchedulerErrors.RequestsTooLarge, caller.Name, caller.Name, megabytes);
            _uses[caller.Name] = use with { Requests = use.Requests + 1, Bytes = use.Bytes + length };
        }

        var place = new Place(this, caller.Name, length);
        context.Request.Body = new CountedBody(context.Request.Body, place.Take);
        return place;
    }

    /// <summary>Whether a user's connection is to be served at all. One of those that are too many still is, to tell it so; twice as many are not.</summary>
    /// <param name="user">The user.</param>
    /// <param name="isUnlimited">Whether the user is an administrator; asked only when it matters.</param>
    public bool MayConnect(uint user, Func<bool> isUnlimited)
    {
        int open;
        lock (_gate)
            open = _connections.GetValueOrDefault(user);
        return open < 2 * MostConnections || isUnlimited();
    }

    /// <summary>Counts a connection until it is closed.</summary>
    public void Count(uint user, ConnectionContext connection)
    {
        lock (_gate)
        {
            var open = _connections[user] = _connections.GetValueOrDefault(user) + 1;
            if (open > MostConnections)
                connection.Items[typeof(CallerLimits)] = open;
        }

        connection.ConnectionClosed.Register(() => Disconnect(user));
    }

    /// <summary>The error for a body that the web server has refused while it was read; null for one that is none of these.</summary>
    public static SchedulerException? Explain(BadHttpRequestException exception, HttpContext context) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge =>
            TooLarge((context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? LargestBody * Megabyte) / Megabyte),
        StatusCodes.Status408RequestTimeout => new SchedulerException(SchedulerErrors.RequestTooSlow, null, SlowestBody),
        _ => null,
    };

    private int MostConnections => ConnectionsPerRequest * settings().UserRequestLimit;

    private static SchedulerException TooLarge(long megabytes) => new(SchedulerErrors.RequestTooLarge, null, megabytes);

    private void Take(string name, long parts)
    {
        var most = PartsPerByte * settings().UserRequestSizeLimit * Megabyte;
        lock (_gate)
        {
            var use = _uses[name];
            if (use.Parts + parts > most)
                throw new SchedulerException(SchedulerErrors.RequestTooManyParts, name, name, most / CountedBody.SizeOfObject);
            _uses[name] = use with { Parts = use.Parts + parts };
        }
    }

    private void Leave(string name, long length, long parts)
    {
        lock (_gate)
        {
            var use = _uses[name];
            if (use.Requests == 1)
                _uses.Remove(name);
            else
                _uses[name] = new Use(use.Requests - 1, use.Bytes - length, use.Parts - parts);
        }
    }

    private void Disconnect(uint user)
    {
        lock (_gate)
        {
            if (--_connections[user] == 0)
                _connections.Remove(user);
        }
    }

    private readonly record struct Use(int Requests, long Bytes, long Parts);

    private sealed class Place(CallerLimits limits, string? name, long length) : IDisposable
    {
        private long _parts;

        public void Take(long parts)
        {
            limits.Take(name!, parts);
            _parts += parts;
        }

        public void Dispose()
        {
            if (name is not null)
                limits.Leave(name, length, _parts);
        }
    }
}
