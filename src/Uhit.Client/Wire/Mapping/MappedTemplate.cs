using System.Text;
using System.Xml;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping;

/// <summary>A template of a contract.</summary>
/// <param name="File">Its file, relative to the folder.</param>
/// <param name="Operation">The operation; <see langword="null"/> for a header block.</param>
/// <param name="IsAnswer">Whether it is the answer of that operation.</param>
/// <param name="Compiled">The template, ready to write.</param>
/// <param name="Source">The message that it is of or answers; <see langword="null"/> for a header block.</param>
internal sealed record MappedTemplate(
    string File, UhitOperation? Operation, bool IsAnswer, CompiledTemplate Compiled, MessageModel? Source = null)
{
    /// <summary>The element with which it begins.</summary>
    public XmlQualifiedName Root => Compiled.RootName;

    /// <summary>What it writes of each form of a message, as far as the contract can say it.</summary>
    public IEnumerable<(string What, byte[] Content)> WriteSamples()
    {
        foreach (var (what, item) in SampleItems.All(Compiled.Kind, TimeProvider.System))
        {
            if (TryWrite(item is MessageValues.CallbackAnswerItem answer ? Brought(answer) : item) is { } content)
            {
                yield return (what, content);
            }
        }
    }

    // A callback brings what the contract reads of it, and an answer can repeat no more.
    private MessageValues.CallbackAnswerItem Brought(MessageValues.CallbackAnswerItem answer)
    {
        bool Has(string field) => Source?.Content?.Fields.ContainsKey(field) == true;
        var requestId = Has("requestId") ? answer.Callback.Header.RequestId : default;
        var messageId = Has("messageId") ? answer.Callback.Header.MessageId : null;
        return new MessageValues.CallbackAnswerItem(
            answer.Acknowledgement with { RequestId = requestId, MessageId = messageId },
            answer.Callback with
            {
                Header = answer.Callback.Header with
                {
                    RequestId = requestId,
                    MessageId = messageId,
                    SentAt = Has("sentAt") ? answer.Callback.Header.SentAt : null,
                },
                TransactionId = Has("transactionId") ? answer.Callback.TransactionId : null,
                CorrelationId = Has("correlationId") ? answer.Callback.CorrelationId : null,
                Part = Operation == UhitOperation.DeliverHistoricalUsage ? answer.Callback.Part : null,
            });
    }

    // What can't be said is refused before it is sent.
    private byte[]? TryWrite(object item)
    {
        try
        {
            return Write(item);
        }
        catch (WireFormatException)
        {
            return null;
        }
    }

    private byte[] Write(object item)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(
            bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), ConformanceLevel = ConformanceLevel.Fragment }))
        {
            Compiled.Write(writer, item, new WriteContext(TimeProvider.System, static _ => "secret"));
        }

        return bytes.ToArray();
    }
}
