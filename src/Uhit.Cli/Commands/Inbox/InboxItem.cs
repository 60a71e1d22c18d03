using System.CommandLine;
using System.Globalization;
using Uhit.Client;
using Uhit.Client.Store;

namespace Uhit.Cli.Commands.Inbox;

/// <summary>What is meant in the rooms: a callback by its receipt, or a dead letter by its event and handler.</summary>
internal sealed record InboxItem
{
    /// <summary>The callback; <see langword="null"/> for a dead letter.</summary>
    public ReceiptId? Receipt { get; private init; }

    public long Event { get; private init; }

    public string Handler { get; private init; } = string.Empty;

    /// <summary>The argument.</summary>
    /// <param name="mayBeDeadLetter">Whether it may be a dead letter.</param>
    /// <param name="isRequired">Whether it must be there.</param>
    public static Argument<InboxItem?> Argument(bool mayBeDeadLetter, bool isRequired = true) => new("ITEM")
    {
        Description = mayBeDeadLetter
            ? "The receipt of a callback, or EVENT:HANDLER of a dead letter, as 'uhit inbox list' shows them."
            : "The receipt of a callback, as 'uhit inbox list' shows it.",
        Arity = isRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Parse(text) is { } item && (mayBeDeadLetter || item.Receipt is not null))
            {
                return item;
            }

            result.AddError(
                $"'{text}' is {(mayBeDeadLetter ? "neither a receipt nor EVENT:HANDLER of a dead letter" : "no receipt")}; 'uhit inbox "
                    + "list' shows them.");
            return null;
        },
    };

    public static string Of(DeadLetter letter) => string.Create(CultureInfo.InvariantCulture, $"{letter.Sequence}:{letter.Handler}");

    public override string ToString() => Receipt?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"{Event}:{Handler}");

    private static InboxItem? Parse(string text)
    {
        if (ReceiptId.TryParse(text, out var receipt))
        {
            return new InboxItem { Receipt = receipt };
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && colon < text.Length - 1
            && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new InboxItem { Event = number, Handler = text[(colon + 1)..] }
            : null;
    }
}
