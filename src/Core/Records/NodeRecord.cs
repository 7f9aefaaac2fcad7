namespace HpcScheduler.Core.Records;

/// <summary>A node: where tasks run.</summary>
/// <param name="Name">The machine's name.</param>
/// <param name="Cores">Cores that the machine has.</param>
/// <param name="SubscribedCores">Cores that tasks may use at once if an administrator chose a number, which may be more than there are.</param>
public sealed record NodeRecord(string Name, int Cores, int? SubscribedCores)
{
    /// <summary>Sockets that the machine has.</summary>
    public int Sockets { get; init; } = 1;

    /// <summary>Memory of the machine in MB; 0 if it is not known.</summary>
    public int Memory { get; init; }

    /// <summary>Cores that tasks may use at once.</summary>
    public int UsableCores => SubscribedCores ?? Cores;
}
