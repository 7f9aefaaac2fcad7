using System.Text;

namespace HpcScheduler.Core.Policy;

/// <summary>How long a text may be and what it may contain.</summary>
internal static class TextRules
{
    /// <summary>Checks the message of a cancel or finish, counted in Unicode characters.</summary>
    /// <exception cref="SchedulerException">HpcMessageTooLong.</exception>
    public static void Message(string message)
    {
        var length = message.EnumerateRunes().Count();
        if (length > Limits.Message)
            throw new SchedulerException(SchedulerErrors.MessageTooLong, message, length, Limits.Message);
    }

    /// <summary>Checks a name, counted in Unicode characters. It is shown to others, so it has no control characters.</summary>
    /// <exception cref="SchedulerException">HpcValueTooLong, HpcNullCharacter, HpcControlCharacter.</exception>
    public static void Name(string parameter, string? value)
    {
        Length(parameter, value, Limits.Name);
        if (value?.FirstOrDefault(PlainText.IsControl) is { } character and not '\0')
            throw new SchedulerException(SchedulerErrors.ControlCharacter, value, parameter, (int)character, value);
    }

    /// <summary>Checks each of several names.</summary>
    /// <exception cref="SchedulerException">HpcValueTooLong, HpcNullCharacter, HpcControlCharacter.</exception>
    public static void Names(string parameter, IReadOnlyList<string>? values)
    {
        foreach (var value in values ?? [])
            Name(parameter, value);
    }

    /// <summary>Checks a text, counted in Unicode characters.</summary>
    /// <exception cref="SchedulerException">HpcValueTooLong, HpcNullCharacter.</exception>
    public static void Length(string parameter, string? value, int limit)
    {
        if (value is null)
            return;
        NoNull(parameter, value);
        var length = value.EnumerateRunes().Count();
        if (length > limit)
            throw new SchedulerException(SchedulerErrors.ValueTooLong, value, parameter, length, limit);
    }

    /// <summary>Checks a text that becomes a path or a command line, counted in bytes of UTF-8.</summary>
    /// <exception cref="SchedulerException">HpcValueTooLong, HpcNullCharacter.</exception>
    public static void Bytes(string parameter, string? value, int limit)
    {
        if (value is null)
            return;
        NoNull(parameter, value);
        var length = Encoding.UTF8.GetByteCount(value);
        if (length > limit)
            throw new SchedulerException(SchedulerErrors.ValueTooLong, parameter, parameter, length, limit);
    }

    /// <summary>Refuses the null character, which ends a text for the system.</summary>
    /// <exception cref="SchedulerException">HpcNullCharacter.</exception>
    public static void NoNull(string parameter, string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
            throw new SchedulerException(SchedulerErrors.NullCharacter, parameter, parameter);
    }
}
