using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Schemas;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>Says of an inquiry what its contract has no room for.</summary>
internal static class InquiryFailures
{
    private static readonly Dictionary<string, NamedValue> LineValues = InquiryLineValues.Scope().Values;

    /// <summary>A header of no inquiry, with numbers of the form that real ones have.</summary>
    public static MessageHeader SampleHeader(TimeProvider time) => new()
    {
        AuthenticationId = AuthenticationId.Parse("000000000"),
        RequestId = RequestId.Create(time),
        MessageId = MessageId.Create(time),
        SentAt = time.GetUtcNow(),
    };

    /// <summary>Whether it is about the inquiry: the other values are samples here, and what can't be said of
    /// them says nothing of those that are sent.</summary>
    public static bool IsOfInquiry(TemplateValueException failure) =>
        failure.Code != "bad-value" || LineValues.ContainsKey(Own(failure.Name));

    /// <summary>A text of the customer's that the schema does not take; <see langword="null"/> where it is none.</summary>
    /// <remarks>In which form dates, codes and numbers stand is the template's doing: the tool tells
    /// it, and no inquiry is refused for it.</remarks>
    public static InquiryError? Of(SchemaFinding finding)
    {
        if (finding.Names.Select(Own).FirstOrDefault(IsText) is not { } name)
        {
            return null;
        }

        var field = Field(name);
        return new InquiryError
        {
            Code = finding.IsTooLong ? InquiryErrorCode.TextTooLong : InquiryErrorCode.InvalidText,
            Field = finding.LineNumber > 0 ? $"Lines[{finding.LineNumber - 1}].{field}" : field,
            LineNumber = finding.LineNumber > 0 ? finding.LineNumber : null,
            Message = $"The contract's schema does not take this {field}, at {finding.Path}: it has to be {finding.Words}. Give one that "
                + "is, or change what the template makes of it. "
                + "If CNP takes more than its schema says, set `inquiry.checkValues` to false in contract.json.",
        };
    }

    public static InquiryError Of(TemplateValueException failure)
    {
        var field = Field(Own(failure.Name));
        return new InquiryError
        {
            Code = failure.Code == "missing-value" ? InquiryErrorCode.MissingField : InquiryErrorCode.InvalidText,
            Field = failure.Number > 0 ? $"Lines[{failure.Number - 1}].{field}" : field,
            LineNumber = failure.Number > 0 ? failure.Number : null,
            Message = failure.Code switch
            {
                "missing-value" => $"The contract demands {field}, at {failure.Path}: give it.",
                "values-differ" => $"The contract has one {field} for the whole request, at {failure.Path}: ask for lines with another one "
                    + "in an inquiry of their own.",
                "too-many-values" =>
                    $"The contract has room for one line in a request, at {failure.Path}: ask for each line in an inquiry of its own.",
                _ => $"The contract can't say this {field}, at {failure.Path}: no code stands for it, or it holds characters that XML "
                    + "can't carry.",
            },
        };
    }

    private static bool IsText(string name) => LineValues.TryGetValue(name, out var value) && value.Kind == ValueKind.Text;

    private static string Own(string name) => name.StartsWith("line.", StringComparison.Ordinal) ? name[5..] : name;

    private static string Field(string name) =>
        string.Join('.', name.Split('.').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
}
