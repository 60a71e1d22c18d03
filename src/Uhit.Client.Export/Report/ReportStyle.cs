namespace Uhit.Client.Export.Report;

/// <summary>How the page looks: on screens of every width, dark or light, and on paper.</summary>
internal static class ReportStyle
{
    public const string Css =
        """

        *{box-sizing:border-box}body{font:16px/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif;color:#1b2128;background:#fff;margin:0 auto;
        max-width:1100px;padding:1.5rem 1.25rem 3rem}h1{font-size:1.8rem;line-height:1.2;margin:.2rem 0}h2{font-size:1.3rem;margin:2rem 0 .6rem;
        padding-top:1rem;border-top:2px solid #2f6fb3}h3{font-size:1.1rem;margin:1.6rem 0 .4rem}header p,footer p,figcaption,.small,.note{
        color:#56606c}header p{margin:.2rem 0 0}a{color:#22578f}.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;
        background:#fff;padding:.4rem}.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:.2rem 1.5rem;margin:.4rem 0}
        .facts div{display:flex;gap:.6rem}.facts dt{white-space:nowrap}.facts dd{overflow-wrap:anywhere}dt{color:#56606c;font-size:.9rem}dd{margin:0}.tiles{display:grid;gap:.7rem;margin:1rem 0;
        grid-template-columns:repeat(auto-fit,minmax(10rem,1fr))}.tiles div{border:1px solid #dce1e7;border-radius:8px;padding:.6rem .8rem}
        .tiles b{font-size:1.35rem;font-weight:650;font-variant-numeric:tabular-nums}.small{font-size:.82rem}figure{margin:1.4rem 0}
        figure svg{width:100%;height:auto;display:block}figcaption{font-size:.86rem;margin-top:.3rem}.scroll{overflow-x:auto;margin:1rem 0}
        table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;
        padding:.3rem 0}th,td{padding:.28rem .7rem;border-bottom:1px solid #e3e7ec;text-align:right;white-space:nowrap}th:first-child{
        text-align:left}thead th{color:#56606c;font-weight:600;border-bottom:2px solid #c4cad2}tbody th{font-weight:500}.part th::after{
        content:" (part)";color:#a13636;font-weight:400}details{margin:1rem 0}summary{cursor:pointer}footer{margin-top:3rem;border-top:1px solid
        #dce1e7;font-size:.86rem}.bg{fill:none}
        @media (max-width:700px){body{padding:1rem .8rem 2rem}figure{overflow-x:auto}figure svg{min-width:640px}}
        @media (prefers-color-scheme:dark){body{background:#14181d;color:#e4e8ed}header p,footer p,figcaption,.small,.note,dt,thead th{
        color:#a3adb8}a{color:#7fb2ea}.skip:focus{background:#14181d}.tiles div{border-color:#343c46}th,td{border-color:#2b323b}
        thead th{border-color:#4a545f}footer{border-color:#343c46}text{fill:#b6c0cb}.strong{fill:#f0f3f6}.axis{stroke:#75808d}.grid{
        stroke:#2b323b}.use{fill:#5b9ee0}.use-line{stroke:#5b9ee0}.use-soft{fill:#5b9ee0}.gen{fill:#e2a144}.gen-line{stroke:#e2a144}
        .gen-soft{fill:#e2a144}.rest-line{stroke:#b693dd}.guide{stroke:#a3adb8}.bill{stroke:#f0f3f6}.frame{stroke:#4a545f}.part th::after{
        color:#ee8d8d}.hatch{stroke:#14181d}}
        @media print{@page{margin:14mm}body{max-width:none;padding:0;font-size:11pt}.skip,details:not([open]){display:none}figure,.tiles,
        tr{break-inside:avoid}h2,h3{break-after:avoid}.subject{break-before:page}main>.subject:first-child{break-before:auto}.scroll{
        overflow:visible}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """;
}
