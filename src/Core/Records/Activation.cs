namespace HpcScheduler.Core.Records;

/// <summary>What the activation filter has said about a job that wants cores.</summary>
internal enum Activation
{
    /// <summary>It has not been asked.</summary>
    None,

    /// <summary>It is being asked.</summary>
    Asked,

    /// <summary>It may have them now.</summary>
    Granted,

    /// <summary>It may not have them now.</summary>
    Refused,
}
