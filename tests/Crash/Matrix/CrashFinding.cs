namespace HpcScheduler.Crash;

/// <summary>What must not be after the death of a host.</summary>
internal enum Harm
{
    /// <summary>Something that was acknowledged, or a result, is not there or another.</summary>
    Lost,

    /// <summary>A task ran twice, or a request was carried out twice.</summary>
    Doubled,

    /// <summary>Something does not come to its end.</summary>
    Stuck,

    /// <summary>A process or a file is left.</summary>
    Leaked,
}

/// <summary>A host that died did harm.</summary>
internal sealed class CrashFinding(Harm harm, string message) : Exception($"{harm}: {message}")
{
    public Harm Harm { get; } = harm;

    /// <summary>Throws if something is not as it has to be.</summary>
    public static void Unless(bool isRight, Harm harm, string message)
    {
        if (!isRight)
            throw new CrashFinding(harm, message);
    }
}
