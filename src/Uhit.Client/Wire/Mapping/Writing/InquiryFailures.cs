using Uhit.Client.Inquiries;
using Uhit.Client.Wire.Mapping.Writing.Output;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>Says of an inquiry what its contract has no room for.</summary>
internal static class InquiryFailures
{
    public static MessageHeader SampleHeader(DateTimeOffset now) => new()
    {
        AuthenticationId = AuthenticationId.Parse("000000000"),
        RequestId = RequestId.Parse("0"),
        MessageId = MessageId.Parse("0"),
        SentAt = now,
    };

    public static InquiryError Of(UnsayableException failure)
    {
        var name = failure.Name.StartsWith("line.", StringComparison.Ordinal) ? failure.Name[5..] : failure.Name;
        var field = string.Join('.', name.Split('.').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..]));
        return new InquiryError
        {
            Code = failure.Code == "missing-value" ? InquiryErrorCode.MissingField : InquiryErrorCode.InvalidText,
            Field = failure.Number > 0 ? $"Lines[{failure.Number - 1}].{field}" : field,
            LineNumber = failure.Number > 0 ? failure.Number : null,
            Message = failure.Code switch
            {
                "missing-value" => $"The contract demands {field}, at {failure.Path}: give it.",
                "values-differ" => $"The contract has one {field} for the whole request, at {failure.Path}: ask for lines with another one in an inquiry of their own.",
                "too-many-values" => $"The contract has room for one line in a request, at {failure.Path}: ask for each line in an inquiry of its own.",
                _ => $"The contract can't say this {field}, at {failure.Path}: no code stands for it, or it holds characters that XML can't carry.",
            },
        };
    }
}
