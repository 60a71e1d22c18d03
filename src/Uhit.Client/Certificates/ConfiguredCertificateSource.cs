using System.Net.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Uhit.Client.Certificates;

/// <summary>The certificate that <see cref="ClientCertificateOptions"/> describes, loaded again after it was renewed.</summary>
/// <remarks>
/// Files are looked at on use, at most once per <see cref="ClientCertificateOptions.CheckInterval"/>; no timer and no file watcher, which
/// network and container mounts do not serve. A renewal that cannot be loaded leaves the last good certificate in force and is logged once.
/// </remarks>
internal sealed class ConfiguredCertificateSource : ICertificateSource
{
    private readonly ClientCertificateOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private SslStreamCertificateContext? _current;
    private long _checkedAt;
    private string? _stamp;
    private string? _refusedStamp;

    /// <summary>Prepares the source; nothing is read before the first <see cref="GetCurrent"/>.</summary>
    /// <exception cref="CertificateException">The settings contradict each other.</exception>
    public ConfiguredCertificateSource(ClientCertificateOptions options, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        CertificateLoader.CheckOptions(options);
        _options = options;
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <inheritdoc/>
    public SslStreamCertificateContext GetCurrent()
    {
        lock (_gate)
        {
            if (_current is null)
            {
                var first = CertificateFiles.Stamp(_options);
                _current = CertificateLoader.Load(_options, _time.GetUtcNow());
                Remember(first);
                WarnOfOpenKeyFile();
            }
            else if (_time.GetElapsedTime(_checkedAt) >= _options.CheckInterval)
            {
                LookAgain();
            }

            CertificateLoader.CheckDates(_current.TargetCertificate, CertificateLoader.SourceSetting(_options), _time.GetUtcNow());
            return _current;
        }
    }

    private void LookAgain()
    {
        var stamp = CertificateFiles.Stamp(_options);
        _checkedAt = _time.GetTimestamp();
        if (stamp == _stamp)
        {
            return;
        }

        try
        {
            var renewed = CertificateLoader.Load(_options, _time.GetUtcNow());
            var changed = renewed.TargetCertificate.Thumbprint != _current!.TargetCertificate.Thumbprint;
            _current = renewed;
            Remember(stamp);
            if (changed)
            {
                CertificateLog.Renewed(_logger, CertificateLoader.SourceSetting(_options), Validity.Of(renewed.TargetCertificate).To);
            }
        }
        catch (CertificateException e)
        {
            // A key and a certificate are replaced one after the other: it is tried again at each check, but told once.
            if (_refusedStamp != stamp)
            {
                CertificateLog.RenewalRefused(_logger, e.Message);
            }

            _refusedStamp = stamp;
        }
    }

    private void Remember(string stamp)
    {
        // The store has no write time, so it is read at every check.
        _stamp = stamp.Length == 0 ? null : stamp;
        _refusedStamp = null;
        _checkedAt = _time.GetTimestamp();
    }

    private void WarnOfOpenKeyFile()
    {
        var source = CertificateLoader.SourceSetting(_options);
        (var setting, var file) = _options switch
        {
            { KeyFile.Length: > 0 } => (nameof(_options.KeyFile), _options.KeyFile),
            { PfxFile.Length: > 0 } => (source, _options.PfxFile),
            _ => (source, _options.PemFile),
        };
        if (string.IsNullOrEmpty(file) || OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if ((File.GetUnixFileMode(CertificateFiles.Target(file)) & Others) != 0)
        {
            CertificateLog.KeyFileOpen(_logger, setting);
        }
    }
}
