namespace HpcScheduler.Core.Policy;

/// <summary>Deals cores out by weight, to nobody more than can be used.</summary>
public static class WeightedShares
{
    /// <summary>
    /// The part of each: the cores by weight; what one cannot use goes to the others by weight. Parts are whole: what rounding down leaves goes to
    /// the largest remainders, to the first among equals. Without any weight nothing is dealt out.
    /// </summary>
    /// <param name="cores">What there is; 0 or more.</param>
    /// <param name="parts">For each its weight, 0 or more, and the most that it can use.</param>
    public static IReadOnlyList<int> Deal(int cores, IReadOnlyList<(double Weight, int Most)> parts)
    {
        var dealt = new int[parts.Count];
        var order = Enumerable.Range(0, parts.Count)
            .Where(part => parts[part] is { Weight: > 0, Most: > 0 })
            .OrderBy(part => parts[part].Most / parts[part].Weight)
            .ToList();
        var weight = order.Sum(part => parts[part].Weight);
        var full = 0;
        // Those that can use less than their part come first, and leave the rest to the others.
        for (; full < order.Count; full++)
        {
            var part = order[full];
            if (parts[part].Most > cores * parts[part].Weight / weight)
                break;
            dealt[part] = parts[part].Most;
            cores -= parts[part].Most;
            weight -= parts[part].Weight;
        }

        var open = order.Skip(full).Select(part => (Part: part, Exact: cores * parts[part].Weight / weight)).ToList();
        foreach (var (part, exact) in open)
            dealt[part] = (int)exact;
        var left = cores - open.Sum(part => dealt[part.Part]);
        foreach (var (part, _) in open.OrderByDescending(part => part.Exact - dealt[part.Part]).ThenBy(part => part.Part).Take(left))
            dealt[part]++;
        return dealt;
    }
}
