namespace Uhit.Client.Wire;

/// <summary>Tells that a message does not follow its contract: what is wrong, and at which element.</summary>
/// <remarks>The text never holds a value of the message, so it may be logged. XML that is not well-formed is an
/// <see cref="System.Xml.XmlException"/>.</remarks>
public sealed class WireFormatException : UhitException
{
    /// <summary>Makes the exception from what is wrong and where.</summary>
    /// <param name="code">What is wrong, see <see cref="Code"/>.</param>
    /// <param name="path">The names of the elements from the message down, see <see cref="Path"/>.</param>
    public WireFormatException(string code, string path)
        : this(code, path, null)
    {
    }

    /// <summary>Makes the exception from what is wrong, where, and what was caught.</summary>
    /// <param name="code">What is wrong, see <see cref="Code"/>.</param>
    /// <param name="path">The names of the elements from the message down, see <see cref="Path"/>.</param>
    /// <param name="innerException">What was caught; it is logged at Debug only.</param>
    public WireFormatException(string code, string path, Exception? innerException)
        : base($"The message does not follow its contract: {DisplayText.Of(code)} at {DisplayText.Of(path)}.{HintOf(code)}", innerException)
    {
        Code = code;
        Path = path;
    }

    private static string HintOf(string code) => code == "late-element"
        ? " It comes behind what can't be read without it: read it from what stands before, or leave it out of the contract."
        : string.Empty;

    /// <summary>What is wrong, in one stable word.</summary>
    /// <value>
    /// Of <see cref="ElementReader"/> and <see cref="ElementWriter"/>: <c>missing-element</c>, <c>missing-attribute</c>,
    /// <c>wrong-order</c>, <c>duplicate-element</c>, <c>too-many-elements</c>, <c>unexpected-element</c>, <c>unexpected-text</c>,
    /// <c>bad-value</c>, <c>value-too-long</c>, <c>comment-in-value</c>, <c>element-in-value</c>, <c>instance-attribute</c> (<c>xsi:nil</c>
    /// on what must be there, <c>xsi:type</c> of another type), <c>too-deep</c> and <c>truncated</c>. A wire format may add its own.
    /// <c>format-failed</c>: the wire format failed with an exception of another kind, which is the inner one.
    /// </value>
    public string Code { get; }

    /// <summary>The setting that bounds what the message has too much of, such as <c>Callback:Limits:MaxBillingPeriods</c>;
    /// <see langword="null"/> where it is not a matter of a setting.</summary>
    public string? Setting { get; init; }

    /// <inheritdoc/>
    public override string Message => Setting is null
        ? base.Message
        : $"The message holds more than is taken: {DisplayText.Of(Code)} at {DisplayText.Of(Path)}. The limit is the receiver's "
            + $"setting {DisplayText.Of(Setting)}.";

    /// <summary>The elements from the message down, parted by slashes, a repeated one with its number from 1:
    /// <c>NotifyValidation/Result[2]/EsiId</c>.</summary>
    public string Path { get; }
}
