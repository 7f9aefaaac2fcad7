using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HpcScheduler.Protocol;

/// <summary>Times travel as UTC and are local to whoever reads them.</summary>
public sealed class LocalTimeConverter : JsonConverter<DateTime>
{
    /// <inheritdoc/>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = reader.GetDateTime();
        // As a local time the first moment of all would lie before the first in UTC, east of it.
        return value == DateTime.MinValue ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToLocalTime();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value == DateTime.MinValue
            ? "0001-01-01T00:00:00Z"
            : value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}
