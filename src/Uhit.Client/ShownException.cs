namespace Uhit.Client;

/// <summary>An exception for the log whose text has characters that must not reach it, as a
/// parser's may that repeats what it read.</summary>
internal sealed class ShownException : Exception
{
    private readonly string _text;

    private ShownException(Exception exception)
        : base(DisplayText.Of(exception.Message)) => _text = DisplayText.OfLines(exception.ToString());

    /// <summary>The exception itself where its text is clean, as nearly every one's is.</summary>
    public static Exception Of(Exception exception) => IsClean(exception) ? exception : new ShownException(exception);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool IsClean(Exception? exception) => exception is null
        || (DisplayText.OfLines(exception.Message) == exception.Message && IsClean(exception.InnerException)
            && (exception is not AggregateException several || several.InnerExceptions.All(IsClean)));
}
