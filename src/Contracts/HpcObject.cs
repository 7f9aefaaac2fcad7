using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;

namespace HpcScheduler;

/// <summary>
/// What a scheduler tells of: equal where everything it says is equal, and in an order, so that PowerShell's own cmdlets that compare and sort see
/// what differs. The order is that of the properties, the first of which is a number or a name.
/// </summary>
public abstract record HpcObject : IComparable
{
    /// <summary>Compares with another one.</summary>
    /// <returns>0 only where everything is equal.</returns>
    /// <exception cref="ArgumentException">The other is something else.</exception>
    public int CompareTo(object? obj)
    {
        if (obj is null)
            return 1;
        if (Equals(obj))
            return 0;
        if (obj.GetType() != GetType())
            throw new ArgumentException($"{obj.GetType().Name} cannot be compared with {GetType().Name}.", nameof(obj));
        return Compared(GetType()).Select(property => Compare(property.GetValue(this), property.GetValue(obj))).FirstOrDefault(order => order != 0);
    }

    /// <summary>Whether the left one stands before the right one.</summary>
    public static bool operator <(HpcObject? left, HpcObject? right) => Order(left, right) < 0;

    /// <summary>Whether the left one stands after the right one.</summary>
    public static bool operator >(HpcObject? left, HpcObject? right) => Order(left, right) > 0;

    /// <summary>Whether the left one does not stand after the right one.</summary>
    public static bool operator <=(HpcObject? left, HpcObject? right) => Order(left, right) <= 0;

    /// <summary>Whether the left one does not stand before the right one.</summary>
    public static bool operator >=(HpcObject? left, HpcObject? right) => Order(left, right) >= 0;

    private static int Order(HpcObject? left, HpcObject? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);

    /// <summary>The properties by which it is compared: those that are no other name of another one.</summary>
    private static IEnumerable<PropertyInfo> Compared(Type type) =>
        type.GetProperties().Where(property => property.CanWrite && !property.IsDefined(typeof(JsonIgnoreAttribute)));

    private static int Compare(object? one, object? other) =>
        Equals(one, other) ? 0
        : one is null ? -1
        : other is null ? 1
        : one is string text ? string.Compare(text, (string)other, StringComparison.Ordinal)
        : one is IComparable comparable ? comparable.CompareTo(other)
        : Compare(((IEnumerable)one).Cast<object?>(), ((IEnumerable)other).Cast<object?>());

    private static int Compare(IEnumerable<object?> one, IEnumerable<object?> other)
    {
        var (ones, others) = (one.ToList(), other.ToList());
        var order = ones.Zip(others, Compare).FirstOrDefault(order => order != 0);
        return order != 0 ? order : ones.Count.CompareTo(others.Count);
    }
}
