using System.Net;
using System.Xml.Linq;
using Uhit.Client.Simulator.Exchange;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Simulator.Http;

/// <summary>A callback as the body of a request: written straight to the connection, so that a
/// hundred meter-years are never in memory.</summary>
internal sealed class CallbackContent : HttpContent
{
    private const int BufferBytes = 64 * 1024;

    private readonly Callback _callback;
    private readonly SoapVersion _version;
    private readonly TransferForm _form;
    private readonly IReadOnlyList<XElement> _headers;
    private readonly long? _length;
    private readonly List<SimulatedUsage> _usage = [];

    private CallbackContent(Callback callback, SoapVersion version, TransferForm form, IReadOnlyList<XElement> headers, long? length)
    {
        _callback = callback;
        _version = version;
        _form = form;
        Headers.TryAddWithoutValidation("Content-Type", form.ContentType);
        if (form.ContentEncoding is { } encoding)
        {
            Headers.ContentEncoding.Add(encoding);
        }

        _headers = headers;
        _length = length;
    }

    /// <summary>The sums of what was written.</summary>
    public IReadOnlyList<SimulatedUsage> Usage => _usage;

    /// <param name="callback">The message.</param>
    /// <param name="format">What it is written in. Header blocks may be new each time they are made: they are made once.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="transfer">The form in which it is sent.</param>
    /// <param name="knownLength">Whether the message is written twice: once to count its bytes.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public static async Task<CallbackContent> CreateAsync(
        Callback callback, SimulatedWireFormat format, Uri to, WireTransfer transfer, bool knownLength,
        CancellationToken cancellationToken)
    {
        var headers = SoapHeaders.Of(format, new WireHeaderContext
        {
            Operation = callback.Operation,
            IsAnswer = false,
            Header = callback.Header,
            Callback = new WireCallback
            {
                Operation = callback.Operation,
                Header = callback.Header,
                TransactionId = callback.Inquiry.TransactionId,
                CorrelationId = callback.Header.RequestId.Value,
                Part = callback.Part,
            },
            To = to,
        });
        var form = new TransferForm(transfer, format.SoapVersion, format.GetAction(callback.Operation));
        if (!knownLength)
        {
            return new CallbackContent(callback, format.SoapVersion, form, headers, null);
        }

        using var counter = new CountingStream();
        await new CallbackContent(callback, format.SoapVersion, form, headers, null).SerializeToStreamAsync(
            counter, null, cancellationToken).ConfigureAwait(false);
        return new CallbackContent(callback, format.SoapVersion, form, headers, counter.Length);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>

        // XmlWriter writes synchronously and waits for the other side to read: a thread of its own, none of the pool's.
        Task.Factory.StartNew(
            () => Write(stream, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    protected override bool TryComputeLength(out long length)
    {
        length = _length ?? 0;
        return _length is not null;
    }

    private void Write(Stream stream, CancellationToken cancellationToken)
    {
        _usage.Clear();
        var buffered = new BufferedStream(stream, BufferBytes);
        _form.Write(
            buffered,
            document => SoapEnvelopeWriter.Write(document, _version, _form.Encoding, _headers, writer => _callback.Write(writer, usage =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                _usage.Add(usage);
            })));
        buffered.Flush();
    }

    /// <summary>Counts bytes and keeps none: the length of a message, before it is sent.</summary>
    private sealed class CountingStream : Stream
    {
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override void Write(ReadOnlySpan<byte> buffer) => _length += buffer.Length;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
