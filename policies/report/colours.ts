/** The colours of what is shown in a browser, in light and in dark. Every text has a contrast of 4.5 or more. */
export const colours = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de;
  --link: #0a53be; --mark: #fff1b8; --critical: #a40e26; --high: #b33600; --medium: #7a5200; --low: #0a53be;
  --info: #57606a; --good: #116329; --on-severity: #ffffff; --cloud: #eef3fb; --network: #e4ecf9; --cluster: #e6f4ea; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9ea7b3; --page: #0d1117; --card: #161b22;
  --line: #3d444d; --link: #79b8ff; --mark: #533f04; --critical: #ff9492; --high: #ffab70; --medium: #f0c648;
  --low: #79b8ff; --info: #9ea7b3; --good: #56d364; --on-severity: #0d1117; --cloud: #121a26; --network: #17212f;
  --cluster: #14241c; } }
@media print { :root { color-scheme: light; --text: #000000; --soft: #40464d; --page: #ffffff; --card: #ffffff;
  --line: #9ea7b3; --link: #0a3a8a; --mark: #fff1b8; --critical: #a40e26; --high: #b33600; --medium: #7a5200;
  --low: #0a53be; --info: #57606a; --good: #116329; --on-severity: #ffffff; --cloud: #ffffff; --network: #ffffff;
  --cluster: #ffffff; } }`;
