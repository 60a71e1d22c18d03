using System.CommandLine;
using System.Globalization;
using Uhit.Cli.Errors;
using Uhit.Cli.Hosting;
using Uhit.Client;

namespace Uhit.Cli.Options;

/// <summary>Which usage of a store is meant: the same for every verb that works on what arrived. Without any of them, all of it.</summary>
internal sealed class UsageFilterOptions
{
    private readonly Option<ToolStore> _store = StoreOption.Create(mustExist: true);

    private readonly Option<string?> _client = new("--client")
    {
        Description = "Only inquiries of this named client.",
        HelpName = "NAME",
    };

    private readonly Option<RequestId[]> _requestIds = new("--request-id")
    {
        Description = "Only what came for this inquiry; may be written more than once.",
        HelpName = "REQUEST-ID",
        CustomParser = result => [.. result.Tokens.Select(token =>
        {
            if (!RequestId.TryParse(token.Value, out var id))
            {
                result.AddError($"--request-id: '{token.Value}' is no RequestId.");
            }

            return id;
        })],
    };

    private readonly Option<EsiId[]> _esiIds = new("--esi-id")
    {
        Description = "Only this ESI ID; may be written more than once.",
        HelpName = "ESI-ID",
        CustomParser = result => [.. result.Tokens.Select(token =>
        {
            if (!EsiId.TryParse(token.Value, out var id))
            {
                result.AddError("--esi-id: an ESI ID has 17 or 22 digits.");
            }

            return id;
        })],
    };

    private readonly Option<DateOnly?> _from = Date("--from", "The first day, in Central Prevailing Time.");

    private readonly Option<DateOnly?> _to = Date("--to", "The last day, in Central Prevailing Time.");

    public void AddTo(Command command)
    {
        command.Add(_store);
        command.Add(_client);
        command.Add(_requestIds);
        command.Add(_esiIds);
        command.Add(_from);
        command.Add(_to);
    }

    public ToolStore Store(ParseResult parsed) => parsed.GetRequiredValue(_store);

    public string? Client(ParseResult parsed) => parsed.GetValue(_client);

    public IReadOnlyList<RequestId> RequestIds(ParseResult parsed) => parsed.GetValue(_requestIds) ?? [];

    public IReadOnlyList<EsiId> EsiIds(ParseResult parsed) => parsed.GetValue(_esiIds) ?? [];

    /// <exception cref="ToolException">The last day is before the first.</exception>
    public (DateOnly? From, DateOnly? To) Days(ParseResult parsed) => parsed.GetValue(_to) < parsed.GetValue(_from)
        ? throw new ToolException("--to: the last day is before --from.") { IsWrongUse = true }
        : (parsed.GetValue(_from), parsed.GetValue(_to));

    private static Option<DateOnly?> Date(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM-DD",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(
                result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                && date > DateOnly.MinValue && date < DateOnly.MaxValue)
            {
                return date;
            }

            result.AddError($"{name}: '{result.Tokens[0].Value}' is no date such as 2025-11-02.");
            return null;
        },
    };
}
