namespace Uhit.Client.Inquiries.Rules;

/// <summary>Collects errors of one line, or of the inquiry as a whole, under the right path.</summary>
internal readonly record struct ErrorList(List<InquiryError> Errors, string Path, int? LineNumber)
{
    public void Add(InquiryErrorCode code, string field, string message) => Errors.Add(new InquiryError
    {
        Code = code,
        Message = LineNumber is { } line ? $"Line {line}: {message}" : message,
        Field = PathOf(field),
        LineNumber = LineNumber,
    });

    /// <summary>The same list, for what lies below a property.</summary>
    public ErrorList Under(string field) => this with { Path = PathOf(field) };

    private string PathOf(string field) => (Path.Length, field.Length) switch
    {
        (0, _) => field,
        (_, 0) => Path,
        _ => $"{Path}.{field}",
    };
}
