namespace HpcScheduler;

/// <summary>How machines that ask for an operating system are answered.</summary>
public enum WdsMode : long
{
    /// <summary>They become nodes.</summary>
    AutoCapture = 0,

    /// <summary>Those that are not known get no answer.</summary>
    IgnoreUnknown = 1,
}
