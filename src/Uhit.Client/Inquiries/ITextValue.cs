namespace Uhit.Client.Inquiries;

/// <summary>An identifier or a code: in JSON it is its text.</summary>
/// <typeparam name="T">The type itself.</typeparam>
internal interface ITextValue<T>
    where T : struct
{
    string Value { get; }

    static abstract bool TryParse(string? s, out T result);
}
