using System.Globalization;

namespace HpcScheduler.Client;

/// <summary>What the near side wants of the far side.</summary>
public enum TunnelVerb
{
    /// <summary>A connection to the host.</summary>
    Connect,

    /// <summary>A connection; a host that does not run is started, if it may be.</summary>
    ConnectOrStart,

    /// <summary>A connection, after the host that stops has been replaced by a new one.</summary>
    ConnectAnew,

    /// <summary>A host that runs.</summary>
    Start,

    /// <summary>No host that runs.</summary>
    Stop,

    /// <summary>No host that runs; other callers go without an answer.</summary>
    StopByForce,

    /// <summary>What the checks find.</summary>
    Test,
}

/// <summary>The first frame of each exchange with the far side: the verb, and a number where it has one.</summary>
/// <param name="Verb">What is wanted.</param>
/// <param name="Cores">With Start: cores that tasks may use at once; null for as many as the last time.</param>
public sealed record TunnelOrder(TunnelVerb Verb, int? Cores = null)
{
    /// <summary>The order in a text; null if it is none.</summary>
    public static TunnelOrder? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(' ');
        if (words.Length > 2 || !Enum.TryParse(words[0], out TunnelVerb verb) || !Enum.IsDefined(verb))
            return null;
        if (words.Length == 1)
            return new TunnelOrder(verb);
        return int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var cores) ? new TunnelOrder(verb, cores) : null;
    }

    /// <summary>The order as text.</summary>
    public override string ToString() => Verb + (Cores is { } cores ? $" {cores.ToString(CultureInfo.InvariantCulture)}" : "");
}
