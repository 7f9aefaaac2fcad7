namespace HpcScheduler.Protocol;

/// <summary>
/// A request: POST /v1/{name of its type}, the record as JSON body. The reply is <typeparamref name="TReply"/> as JSON,
/// or an error as problem details (<see cref="Problem"/>).
/// </summary>
/// <typeparam name="TReply">What the host answers.</typeparam>
public interface ISchedulerRequest<TReply>;

/// <summary>A request that changes nothing, so that it can be sent again when its host died before it answered.</summary>
/// <typeparam name="TReply">What the host answers.</typeparam>
public interface ISchedulerQuestion<TReply> : ISchedulerRequest<TReply>;

/// <summary>A request whose reply is a sequence: one JSON record a line, each sent as soon as it is there. It changes nothing.</summary>
/// <typeparam name="TItem">What each line holds.</typeparam>
public interface ISchedulerQuery<TItem>;
