using System.Globalization;
using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Makes the messages of checked JSON.</summary>
internal sealed class MessageBinder(FieldBinder fields, ProblemList problems)
{
    private readonly ScopeBinder _scopes = new(fields, problems);

    public IReadOnlyList<MessageModel> Bind(JsonValue messages)
    {
        var all = new List<MessageModel>();
        foreach (var member in messages.Members)
        {
            if (OperationOf(member.Name) is not { } operation)
            {
                continue;
            }

            foreach (var value in member.Value.OneOrMore)
            {
                all.Add(Bind(value, member.Name, operation));
            }
        }

        return all;
    }

    public static ContractModel.HeaderBlock HeaderBlock(JsonValue value) =>
        new(
            value,
            value["template"]?.Text ?? string.Empty,
            value["on"] is { } on ? FieldBinder.Texts(on) : ["request", "fetch", "confirm"]);

    public IReadOnlyList<PathStep> Understood(JsonValue? value) => [.. (value?.Items ?? []).Select(fields.Step).OfType<PathStep>()];

    public ScopeModel Fault(JsonValue value) => _scopes.Bind(value, DomainScopes.Fault);

    private static UhitOperation? OperationOf(string name) => name switch
    {
        "request" => UhitOperation.RequestHistoricalUsage,
        "acknowledgement" => UhitOperation.NotifyAcknowledgement,
        "validation" => UhitOperation.NotifyValidation,
        "delivery" => UhitOperation.DeliverHistoricalUsage,
        "fetch" => UhitOperation.FetchUsage,
        "confirm" => UhitOperation.ConfirmUsage,
        _ => null,
    };

    private MessageModel Bind(JsonValue value, string name, UhitOperation operation)
    {
        var content = operation switch
        {
            UhitOperation.NotifyAcknowledgement => DomainScopes.Acknowledgement,
            UhitOperation.NotifyValidation => DomainScopes.Validation,
            UhitOperation.DeliverHistoricalUsage => DomainScopes.Delivery,
            _ => null,
        };
        return new MessageModel
        {
            Source = value,
            Name = name,
            Operation = operation,
            Action = value["action"]?.Text,
            Path = value["path"]?.Text.Trim('/') ?? string.Empty,
            Template = value["template"]?.Text,
            Content = content is null ? null : _scopes.Bind(value, content),
            Answer = value["answer"] is { } answer ? Answer(answer) : null,
            IsPerClient = value["per"]?.Text == "client",
        };
    }

    private AnswerModel Answer(JsonValue value)
    {
        var answer = new AnswerModel
        {
            Template = value["template"]?.Text,
            Empty = [.. FieldBinder.Texts(value["empty"]).Select(text => Status(text, value["empty"]!))],
            Contains = [.. FieldBinder.Texts(value["contains"]).Select(OperationOf).OfType<UhitOperation>()],
            Content = value["root"] is null ? null : _scopes.Bind(value, DomainScopes.Answer),
        };
        if (answer is { Template: null, Empty: [], Contains: [], Content: null })
        {
            problems.Add(
                value, "What is the answer? Say `root` and `status` of what is read, `template` of what is written, or `empty` with its "
                    + "HTTP status.");
        }

        return answer;
    }

    private int Status(string text, JsonValue value)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 299)
        {
            return status;
        }

        problems.Add(value, "An answer without content has an HTTP status from 200 to 299.");
        return 200;
    }
}
