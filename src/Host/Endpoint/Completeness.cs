using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Endpoint;

/// <summary>
/// What a request must hold and JSON may leave out: every member whose type does not allow a null, and every item of a list. The core trusts
/// what it is given, and a fault in it ends the host: so nothing incomplete may reach it.
/// </summary>
internal static class Completeness
{
    private static readonly ConcurrentDictionary<Type, Part[]> Parts = new();

    /// <summary>Refuses a request that lacks something.</summary>
    /// <exception cref="SchedulerException">HpcBadRequest.</exception>
    public static void Check(object request)
    {
        if (Missing(request) is { } name)
            throw new SchedulerException(SchedulerErrors.BadRequest, null, $"{name} is missing or null");
    }

    // No type of the protocol holds itself, so this ends.
    private static string? Missing(object record)
    {
        foreach (var part in Parts.GetOrAdd(record.GetType(), PartsOf))
        {
            var value = part.Get(record);
            var missing = value switch
            {
                null => part.IsRequired ? part.Name : null,
                string => null,
                IEnumerable items => MissingIn(items, part.Name),
                _ => Missing(value),
            };
            if (missing is not null)
                return missing;
        }

        return null;
    }

    private static string? MissingIn(IEnumerable items, string name)
    {
        foreach (var item in items)
        {
            var missing = item switch
            {
                null => "An item of " + name,
                string or ValueType => null,
                _ => Missing(item),
            };
            if (missing is not null)
                return missing;
        }

        return null;
    }

    // Values of other types are always there.
    private static Part[] PartsOf(Type type) => ProtocolJson.Default.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info
        ? [.. info.Properties
            .Where(property => property.Get is not null && !property.PropertyType.IsValueType)
            .Select(property => new Part(property.Name, property.Get!, !property.IsGetNullable))]
        : [];

    private sealed record Part(string Name, Func<object, object?> Get, bool IsRequired);
}
