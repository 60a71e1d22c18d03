using System.Globalization;
using Uhit.Cli.Output;
using Uhit.Client.Store;

namespace Uhit.Cli.Commands.Inbox;

/// <summary>Shows what is in the rooms: never the content of a callback.</summary>
internal static class InboxView
{
    // The library's word for a callback whose MessageId came before with other content.
    private const string Conflict = "conflict";

    public static void Show(ToolOutput output, string title, IReadOnlyList<InboxEntry> entries)
    {
        output.Line($"[bold]{title}[/]: {entries.Count}");
        if (entries.Count == 0)
        {
            return;
        }

        output.Draw(Table(entries));
    }

    /// <summary>The callbacks of a room: by their receipts, and by the inquiries that they name, something can be done.</summary>
    public static ToolTable Table(IReadOnlyList<InboxEntry> entries)
    {
        var table = new ToolTable(
            new("Receipt"),
            new("Received") { LeftOut = 7 },
            new("Peer") { LeftOut = 3 },
            new("Operation") { LeftOut = 5 },
            new("MessageId") { LeftOut = 4 },
            new("RequestId") { LeftOut = 8 },
            new("Reason") { LeftOut = 6 },
            new("Bytes") { IsRight = true, LeftOut = 2 },
            new("Content") { LeftOut = 1 });
        foreach (var entry in entries)
        {
            table.Add(
                entry.Receipt.ToString(),
                ToolTime.Of(entry.ReceivedAt),
                entry.Peer,
                entry.Operation?.ToString() ?? "-",
                entry.MessageKey ?? "-",
                entry.RequestId?.Value ?? Searched(entry) ?? "-",
                entry.Reason ?? "-",
                entry.BodyLength.ToString("N0", CultureInfo.InvariantCulture),
                Content(entry));
        }

        return table;
    }

    public static void Show(ToolOutput output, IReadOnlyList<DeadLetter> letters)
    {
        output.Line($"[bold]Dead letters[/]: {letters.Count}");
        if (letters.Count == 0)
        {
            return;
        }

        var table = new ToolTable(
            new("Event:Handler"),
            new("Given up") { LeftOut = 4 },
            new("Event") { LeftOut = 5 },
            new("RequestId") { LeftOut = 6 },
            new("Error") { LeftOut = 3 },
            new("Failures") { IsRight = true, LeftOut = 2 },
            new("Replays") { IsRight = true, LeftOut = 1 });
        foreach (var letter in letters)
        {
            table.Add(
                InboxItem.Of(letter),
                ToolTime.Of(letter.DiedAt),
                letter.Kind.ToString(),
                letter.RequestId.Value,
                letter.ErrorType,
                letter.Failures.ToString(CultureInfo.InvariantCulture),
                letter.Replays.ToString(CultureInfo.InvariantCulture));
        }

        output.Draw(table);
    }

    public static void Show(ToolOutput output, InboxEntry entry)
    {
        output.Line($"Callback [bold]{entry.Receipt}[/]: {entry.Room}");
        Field(output, "Received", ToolTime.Of(entry.ReceivedAt));
        Field(output, "Peer", entry.Peer);
        Field(output, "Operation", entry.Operation?.ToString());
        Field(output, "MessageId", entry.MessageKey);
        Field(output, "Inquiry", entry.RequestId?.Value);
        Field(output, "Looked for by", Searched(entry));
        Field(output, "Reason", entry.Reason);
        Field(output, "Size", Count.Of(entry.BodyLength, "byte", "bytes"));
        Field(output, "Content", Content(entry));
        Field(output, "What to do", WhatToDo(entry));
    }

    public static void Show(ToolOutput output, DeadLetter letter)
    {
        output.Line($"Dead letter [bold]{InboxItem.Of(letter)}[/]: {letter.Kind} of inquiry {letter.RequestId}");
        Field(output, "Handler", letter.Handler);
        Field(output, "Given up", ToolTime.Of(letter.DiedAt));
        Field(output, "Error", letter.ErrorType);
        Field(output, "Failures", letter.Failures.ToString(CultureInfo.InvariantCulture));
        Field(output, "Replays", letter.Replays.ToString(CultureInfo.InvariantCulture));
        Field(output, "Event's key", letter.EventKey);
    }

    /// <summary>By what the inquiry of a callback that names none is looked for; null where it names it.</summary>
    public static string? Searched(InboxEntry entry)
    {
        var identifiers = entry.Identifiers.Select(identifier => $"number {identifier}");
        var known = entry.EsiIds.Count == 0 ? identifiers : identifiers.Append(
            entry.EsiIds.Count == 1 ? $"ESI ID {entry.EsiIds[0]}" : $"ESI ID {entry.EsiIds[0]} and {entry.EsiIds.Count - 1} more");
        return string.Join(", ", known) is { Length: > 0 } text ? text : null;
    }

    private static string Content(InboxEntry entry) =>
        entry.PurgedAt is { } at ? $"purged {ToolTime.Of(at)}" : entry.HasBody ? "kept" : "not kept";

    private static string? WhatToDo(InboxEntry entry) => entry.Room switch
    {
        InboxRoom.Unreadable when entry.Reason == Conflict =>
            "the first callback with this MessageId holds, and a replay changes nothing about that: "
            + (entry.HasBody ? "uhit inbox export to compare it, " : string.Empty) + "ask CNP which one is right, then uhit inbox discard",
        InboxRoom.Unmatched when entry.RequestId is null =>
            "import the inquiry that it belongs to (uhit inbox import, with CNP's number where it has one), then uhit inbox adopt; or uhit "
                + "inbox discard",
        InboxRoom.Unmatched => "import its inquiry (uhit inbox import), which adopts it; or uhit inbox discard",
        InboxRoom.Unreadable when entry.HasBody =>
            "uhit inbox export to look at it, uhit inbox replay after the cause is mended, or uhit inbox discard",
        InboxRoom.Unreadable => "its body was not kept: ask CNP for it, then uhit inbox discard",
        _ => null,
    };

    private static void Field(ToolOutput output, string name, string? value)
    {
        if (value is not null)
        {
            output.Line($"  {name,-12} {value}");
        }
    }
}
