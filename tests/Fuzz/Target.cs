using System.Runtime.ExceptionServices;
using System.Text.Json;
using CsCheck;

namespace HpcScheduler.Fuzz;

/// <summary>Something that reads what anybody may write.</summary>
public abstract class Target(string name)
{
    /// <summary>One in so many inputs of a run is enough for it: those that need a scheduler of their own take a thousand times as long.</summary>
    public int Portion { get; init; } = 1;

    /// <summary>What it is called in a report.</summary>
    public string Name => name;

    /// <summary>Gives it inputs, one after the other, until it has had so many.</summary>
    /// <exception cref="FindingException">One of them broke a rule.</exception>
    public abstract Tally Run(uint seed, int inputs);

    /// <inheritdoc/>
    public override string ToString() => name;
}

/// <summary>What became of the inputs of a target.</summary>
/// <param name="Inputs">How many there were.</param>
/// <param name="Accepted">How many of them were accepted; the others were refused as they should be.</param>
public readonly record struct Tally(long Inputs, long Accepted);

/// <summary>An input broke a rule.</summary>
public sealed class FindingException(string message, Exception inner) : Exception(message, inner);

/// <summary>
/// A target with its inputs. Each is either accepted or refused by an error of the table; whatever else is thrown is a finding. Steps are
/// bounded by what they allocate, for nothing in here runs long without it.
/// </summary>
/// <param name="name">What it is called in a report.</param>
/// <param name="generator">Makes inputs.</param>
/// <param name="accept">Gives the target an input, and says how many were in it and how many of them were accepted.</param>
/// <param name="show">An input as a report shows it.</param>
internal sealed class Target<TInput>(string name, Gen<TInput> generator, Func<TInput, Tally> accept, Func<TInput, string> show) : Target(name)
{
    private const long MostBytes = 256L * 1024 * 1024;
    private const int Shrinks = 2000;
    private const int ShownLength = 4000;

    /// <inheritdoc/>
    public override Tally Run(uint seed, int inputs)
    {
        var random = new PCG(seed);
        var (count, accepted) = (0L, 0L);
        while (count < inputs)
        {
            var state = random.State;
            var input = generator.Generate(random, null, out _);
            try
            {
                var tally = Give(input);
                count += tally.Inputs;
                accepted += tally.Accepted;
            }
            catch (Exception fault)
            {
                throw Finding(random, state, input, fault);
            }
        }

        return new(count, accepted);
    }

    private Tally Give(TInput input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var tally = accept(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= MostBytes ? tally : throw new InvalidOperationException($"It took {allocated} bytes.");
    }

    // The library goes on from the seed of the input to smaller ones that break a rule as well.
    private FindingException Finding(PCG random, ulong state, TInput input, Exception fault)
    {
        var seed = random.ToString(state);
        var (smallest, why) = (input, fault);
        try
        {
            generator.Sample(
                candidate =>
                {
                    try
                    {
                        Give(candidate);
                    }
                    catch (Exception exception)
                    {
                        (smallest, why) = (candidate, exception);
                        throw;
                    }
                },
                seed: seed,
                iter: Shrinks,
                threads: 1);
        }
        catch (CsCheckException)
        {
            // What is wanted of it is kept already.
        }

        var shown = show(smallest);
        return new FindingException(
            $"{Name}, seed {seed}: {why.GetType().Name}: {why.Message}\nInput: {(shown.Length <= ShownLength ? shown : shown[..ShownLength] + "…")}\n{why.StackTrace}", why);
    }
}

/// <summary>How inputs are given to a target.</summary>
internal static class Giving
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One input that is accepted, or refused by an error of the table.</summary>
    public static Tally One(Action accept)
    {
        try
        {
            accept();
            return new(1, 1);
        }
        catch (SchedulerException refusal) when (IsWhole(refusal))
        {
            return new(1, 0);
        }
    }

    /// <summary>Refuses what does not hold.</summary>
    public static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
            throw new InvalidOperationException(otherwise);
    }

    /// <summary>Whether an error can be told: that of a fault of ours is none that may come of an input.</summary>
    private static bool IsWhole(SchedulerException refusal) =>
        refusal.Error != SchedulerErrors.Internal && refusal.Message.Length > 0;

    /// <summary>A text as a report shows it, with every character that cannot be seen.</summary>
    public static string Show(string? text) => JsonSerializer.Serialize(text is null ? null : string.Concat(text.Select(Visible)), Relaxed);

    private static string Visible(char letter) => char.IsSurrogate(letter) ? $"\\u{(int)letter:X4}" : letter.ToString();
}
