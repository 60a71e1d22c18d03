using System.Globalization;
using System.Text;
using Uhit.Client.Export.Readings;
using Uhit.Client.Export.Writing;
using Uhit.Client.Usage;

namespace Uhit.Client.Export.Formats;

internal sealed class SmartMeterTexasWriter(SmartMeterTexasExport options, Stream output, ExportTally tally) : ExportWriter
{
    private const int Minutes = 15;
    private const int HabitualPlaces = 3;
    private const int MostOfARow = 160;

    private static readonly long Quarter = TimeSpan.FromMinutes(Minutes).Ticks;

    private readonly Utf8Sink _sink = new(output);
    private readonly CentralStamp _stamp = new();
    private readonly StepPool _steps = new();

    public override ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _sink.Write(
            "ESIID,USAGE_DATE,REVISION_DATE,USAGE_START_TIME,USAGE_END_TIME,USAGE_KWH,ESTIMATED_ACTUAL,CONSUMPTION_SURPLUSGENERATION\n"u8);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask WriteAsync(
        UsageHistory history, IReadOnlyList<EnergyReadings> channels, CancellationToken cancellationToken)
    {
        var esiId = Encoding.ASCII.GetBytes($"{(options.Clean ? string.Empty : "'")}{history.EsiId.Value},");
        var written = _steps.Of(channels, Minutes, tally);
        var walks = written.ConvertAll(readings => new Channel(readings));
        while (walks.Exists(walk => walk.Day is not null))
        {
            var date = walks.Where(walk => walk.Day is not null).Min(walk => walk.Day!.Date);
            foreach (var walk in walks.Where(walk => walk.Day?.Date == date))
            {
                if (!_sink.HasRoom(100 * (MostOfARow + walk.LongestType)))
                {
                    await _sink.FlushAsync(cancellationToken).ConfigureAwait(false);
                }

                WriteDay(walk, walk.Day!, esiId);
                walk.MoveNext();
            }
        }

        written.ForEach(tally.Written);
    }

    public override ValueTask EndAsync(CancellationToken cancellationToken) => _sink.EndAsync(cancellationToken);

    private void WriteDay(Channel channel, DayGrid day, byte[] esiId)
    {
        var head = (byte[])
        [
            .. esiId, .. Encoding.ASCII.GetBytes(day.Date.ToString("MM/dd/yyyy,", CultureInfo.InvariantCulture)),
            .. Encoding.ASCII.GetBytes(
                options.RevisedAt is { } revised
                    ? TimeZoneInfo.ConvertTime(revised, CentralTime.Zone).ToString("MM/dd/yyyy HH:mm:ss,", CultureInfo.InvariantCulture)
                    : ","),
        ];
        var previousEnd = 0;
        for (var slot = 0; slot < day.Positions.Length; slot++)
        {
            var clock = ClockOf(day.Start + (slot * Quarter));

            // In spring the clock jumps: the rows between stand there without values.
            for (; !options.Clean && clock > previousEnd; previousEnd += Minutes)
            {
                WriteRow(channel, head, previousEnd, -1);
            }

            // In autumn it goes back: that row's start is printed as the end of the one before.
            WriteRow(channel, head, options.Clean ? clock : previousEnd, day.Positions[slot], clock + Minutes);
            previousEnd = clock + Minutes;
        }
    }

    private int ClockOf(long utcTicks) => (int)(_stamp.ToLocal(utcTicks) % TimeSpan.TicksPerDay / TimeSpan.TicksPerMinute);

    private void WriteRow(Channel channel, byte[] head, int start, int position, int? end = null)
    {
        if (position < 0 && options.Clean)
        {
            return;
        }

        var row = _sink.Reserve(MostOfARow + channel.LongestType);
        head.CopyTo(row);
        var length = head.Length;
        length += WriteTime(start, row[length..]);
        length += WriteTime(end ?? start + Minutes, row[length..]);
        if (position >= 0)
        {
            var value = Utf8Number.Write(channel.Readings, position, HabitualPlaces, row[length..]);
            tally.LongValues += row.Slice(length, value).IndexOf((byte)'.') < value - 1 - HabitualPlaces ? 1 : 0;
            length += value;
        }

        row[length++] = (byte)',';
        if (position >= 0)
        {
            var type = channel.Types[channel.Readings.Qualities[position]];
            type.CopyTo(row[length..]);
            length += type.Length;
        }

        channel.Tail.CopyTo(row[length..]);
        _sink.Advance(length + channel.Tail.Length);
    }

    private int WriteTime(int minutes, Span<byte> target)
    {
        var length = 0;
        if (!options.Clean)
        {
            target[length++] = (byte)' ';
        }

        CentralStamp.Digits(minutes / 60 % 24, 2, target[length..]);
        target[length + 2] = (byte)':';
        CentralStamp.Digits(minutes % 60, 2, target[(length + 3)..]);
        target[length + 5] = (byte)',';
        return length + 6;
    }

    /// <summary>A channel, walked day by day.</summary>
    private sealed class Channel
    {
        private readonly IEnumerator<DayGrid> _days;

        public Channel(EnergyReadings readings)
        {
            Readings = readings;
            Types =
            [
                .. readings.ReadTypes.Select(type => type == ReadType.Actual ? "A"u8.ToArray()
                    : type == ReadType.Estimated ? "E"u8.ToArray()
                    : CsvText.Field(type.Value)),
            ];
            Tail = readings.Channel == UsageChannel.EnergyReceived ? ",Surplus Generation\n"u8.ToArray() : ",Consumption\n"u8.ToArray();
            _days = DayGrid.DaysOf(readings).GetEnumerator();
            MoveNext();
        }

        public EnergyReadings Readings { get; }

        public byte[][] Types { get; }

        public byte[] Tail { get; }

        public int LongestType => Types.Max(type => type.Length);

        public DayGrid? Day { get; private set; }

        public void MoveNext() => Day = _days.MoveNext() ? _days.Current : null;
    }
}
