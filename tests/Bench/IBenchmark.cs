namespace HpcScheduler.Bench;

/// <summary>Asks one question and answers it with figures, each beside that of its peer in the same run where there is one.</summary>
internal interface IBenchmark
{
    /// <summary>The question.</summary>
    string Question { get; }

    /// <summary>How many of whatever it counts, if the user does not say.</summary>
    int Size { get; }

    /// <summary>Measures; each line is a figure.</summary>
    IAsyncEnumerable<string> RunAsync(int size, CancellationToken cancellation);
}
