<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="tr">
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Meta</source>
        <translation>Meta</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Sol ok</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Yukarı ok</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Sağ ok</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Aşağı ok</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Page Up</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Page Down</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Boşluk</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>Restorer</source>
        <translation>Restorer</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Aç…</translation>
    </message>
    <message>
        <source>Open a photo</source>
        <translation>Bir fotoğraf aç</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Farklı kaydet…</translation>
    </message>
    <message>
        <source>Choose the name, format, quality and metadata of the file</source>
        <translation>Dosyanın adını, biçimini, kalitesini ve üst verisini seç</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Sığdır</translation>
    </message>
    <message>
        <source>Show the whole photo</source>
        <translation>Fotoğrafın tamamını göster</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>%100</translation>
    </message>
    <message>
        <source>Show one pixel of the photo as one pixel of the screen</source>
        <translation>Fotoğrafın bir pikselini ekranda bir piksel olarak göster</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Karşılaştır</translation>
    </message>
    <message>
        <source>Show before and after in one picture, with a divider</source>
        <translation>Öncesini ve sonrasını bir ayırıcıyla tek resimde göster</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Yan yana</translation>
    </message>
    <message>
        <source>Show before and after as two pictures that move together</source>
        <translation>Öncesini ve sonrasını birlikte hareket eden iki resim olarak göster</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Yakınlaştır</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Uzaklaştır</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Kısayollar</translation>
    </message>
    <message>
        <source>List the keyboard shortcuts</source>
        <translation>Klavye kısayollarını listele</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Araç çubuğu</translation>
    </message>
    <message>
        <source>Drop a photo here, or open one</source>
        <translation>Buraya bir fotoğraf bırakın ya da bir fotoğraf açın</translation>
    </message>
    <message>
        <source>Open a photo…</source>
        <translation>Fotoğraf aç…</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Fotoğraf</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Önce</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Sonra</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Onar</translation>
    </message>
    <message>
        <source>Do the steps that are switched on</source>
        <translation>Açık olan adımları uygula</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>İptal</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Geri al</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Yinele</translation>
    </message>
    <message>
        <source>Open recipe…</source>
        <translation>Tarif aç…</translation>
    </message>
    <message>
        <source>Set the steps as a recipe file says</source>
        <translation>Adımları bir tarif dosyasındaki gibi ayarla</translation>
    </message>
    <message>
        <source>Save recipe…</source>
        <translation>Tarifi kaydet…</translation>
    </message>
    <message>
        <source>Write the steps to a file, for the command line and for other photos</source>
        <translation>Adımları komut satırı ve başka fotoğraflar için bir dosyaya yaz</translation>
    </message>
    <message>
        <source>Repair damage</source>
        <translation>Hasarı gider</translation>
    </message>
    <message>
        <source>Find scratches, dust and cracks, and fill them</source>
        <translation>Çizikleri, tozu ve çatlakları bulup doldurur</translation>
    </message>
    <message>
        <source>Denoise</source>
        <translation>Gürültüyü azalt</translation>
    </message>
    <message>
        <source>Take noise and grain away</source>
        <translation>Gürültüyü ve greni giderir</translation>
    </message>
    <message>
        <source>Correct tone</source>
        <translation>Tonu düzelt</translation>
    </message>
    <message>
        <source>Put fading, yellowing and colour casts right</source>
        <translation>Solmayı, sararmayı ve renk sapmalarını düzeltir</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Renklendir</translation>
    </message>
    <message>
        <source>Give a grey or sepia photo colours</source>
        <translation>Gri ya da sepya bir fotoğrafa renk verir</translation>
    </message>
    <message>
        <source>Automatic noise level</source>
        <translation>Otomatik gürültü düzeyi</translation>
    </message>
    <message>
        <source>Use the noise found about each place of the photo</source>
        <translation>Fotoğrafın her yerinde bulunan gürültüyü kullan</translation>
    </message>
    <message>
        <source>Noise level</source>
        <translation>Gürültü düzeyi</translation>
    </message>
    <message>
        <source>How strong the noise is, on a scale of 0 to 255</source>
        <translation>Gürültünün gücü, 0 ile 255 arasında</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Güç</translation>
    </message>
    <message>
        <source>How much of the noise to take away; answers at once</source>
        <translation>Gürültünün ne kadarının giderileceği; sonuç anında görünür</translation>
    </message>
    <message>
        <source>In brightness</source>
        <translation>Parlaklıkta</translation>
    </message>
    <message>
        <source>How much of that in brightness: less keeps the grain</source>
        <translation>Bunun parlaklıktaki payı: azı greni korur</translation>
    </message>
    <message>
        <source>In colour</source>
        <translation>Renkte</translation>
    </message>
    <message>
        <source>How much of that in colour: all takes the blotches away</source>
        <translation>Bunun renkteki payı: tamamı lekeleri giderir</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Kesinlik</translation>
    </message>
    <message>
        <source>How certain damage has to be: less finds more, false finds included</source>
        <translation>Hasarın ne kadar kesin olması gerektiği: daha azı, yanlışlar da olmak üzere, daha çok bulur</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Pay</translation>
    </message>
    <message>
        <source>How many pixels around the damage are filled as well</source>
        <translation>Hasarın çevresinde kaç pikselin daha doldurulacağı</translation>
    </message>
    <message>
        <source>How much of the filling is mixed in; answers at once</source>
        <translation>Dolgunun ne kadarının katılacağı; sonuç anında görünür</translation>
    </message>
    <message>
        <source>How much of the correction is mixed in; answers at once</source>
        <translation>Düzeltmenin ne kadarının katılacağı; sonuç anında görünür</translation>
    </message>
    <message>
        <source>Restore contrast</source>
        <translation>Karşıtlığı geri getir</translation>
    </message>
    <message>
        <source>How much of the lost contrast to bring back</source>
        <translation>Kaybolan karşıtlığın ne kadarının geri getirileceği</translation>
    </message>
    <message>
        <source>Remove colour casts</source>
        <translation>Renk sapmasını gider</translation>
    </message>
    <message>
        <source>How much of yellowing and colour casts to take off</source>
        <translation>Sararmanın ve renk sapmasının ne kadarının giderileceği</translation>
    </message>
    <message>
        <source>How much of the colouring is mixed in; answers at once</source>
        <translation>Renklendirmenin ne kadarının katılacağı; sonuç anında görünür</translation>
    </message>
    <message>
        <source>Saturation</source>
        <translation>Doygunluk</translation>
    </message>
    <message>
        <source>How strong the colours are</source>
        <translation>Renklerin canlılığı</translation>
    </message>
    <message>
        <source>Variation</source>
        <translation>Çeşitleme</translation>
    </message>
    <message>
        <source>0 is the most likely; the others are alternatives</source>
        <translation>0 en olası olandır; ötekiler seçenektir</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Kaydır</translation>
    </message>
    <message>
        <source>Move the photo, and drag the divider</source>
        <translation>Fotoğrafı kaydır, ayracı sürükle</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Fırça</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Silgi</translation>
    </message>
    <message>
        <source>Take away what is not to be filled</source>
        <translation>Doldurulmayacak yeri çıkar</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Kement</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Kutu</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Fırça boyutu</translation>
    </message>
    <message>
        <source>How wide brush and eraser are, in the photo&apos;s pixels</source>
        <translation>Fırçanın ve silginin genişliği, fotoğrafın pikselleriyle</translation>
    </message>
    <message>
        <source>Narrower brush</source>
        <translation>Daha dar fırça</translation>
    </message>
    <message>
        <source>Wider brush</source>
        <translation>Daha geniş fırça</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Başlangıç</translation>
    </message>
    <message>
        <source>Paint over what is to be filled; Shift draws a straight line from the last one, [ and ] change the size</source>
        <translation>Doldurulacak yeri boya; Shift son çizginin ucundan düz çizgi çeker, [ ve ] boyutu değiştirir</translation>
    </message>
    <message>
        <source>Draw around what is to be filled; by keys, Enter begins and ends it, arrows draw</source>
        <translation>Doldurulacak yerin çevresini çiz; klavyeyle Enter başlatır ve bitirir, ok tuşları çizer</translation>
    </message>
    <message>
        <source>Mark a rectangle to be filled; by keys, Enter begins and ends it, arrows draw</source>
        <translation>Doldurulacak bir dikdörtgen işaretle; klavyeyle Enter başlatır ve bitirir, ok tuşları çizer</translation>
    </message>
    <message>
        <source>What is filled before anything is painted; a mask can be dropped here</source>
        <translation>Bir şey boyanmadan önce nelerin doldurulacağı; buraya bir maske bırakılabilir</translation>
    </message>
    <message>
        <source>Damage that is found</source>
        <translation>Bulunan hasar</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Hiçbir şey</translation>
    </message>
    <message>
        <source>A mask from a file…</source>
        <translation>Dosyadan bir maske…</translation>
    </message>
    <message>
        <source>Show the mask</source>
        <translation>Maskeyi göster</translation>
    </message>
    <message>
        <source>Lay the mask over the photo</source>
        <translation>Maskeyi fotoğrafın üzerine ser</translation>
    </message>
    <message>
        <source>Find damage</source>
        <translation>Hasarı bul</translation>
    </message>
    <message>
        <source>Show now what would be filled</source>
        <translation>Doldurulacak yerleri şimdi göster</translation>
    </message>
    <message>
        <source>Colour of the mask</source>
        <translation>Maskenin rengi</translation>
    </message>
    <message>
        <source>What the mask is shown in</source>
        <translation>Maskenin gösterildiği renk</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Kırmızı</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Yeşil</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Mavi</translation>
    </message>
    <message>
        <source>Clear strokes</source>
        <translation>Boyananları temizle</translation>
    </message>
    <message>
        <source>Take away all that was painted</source>
        <translation>Boyanan her şeyi kaldır</translation>
    </message>
    <message>
        <source>Save mask…</source>
        <translation>Maskeyi kaydet…</translation>
    </message>
    <message>
        <source>Write what is filled as a picture, white where it is</source>
        <translation>Doldurulacak yerleri beyaz gösteren bir resim yaz</translation>
    </message>
    <message>
        <source>{} is no picture that can be read here, so nothing was changed.</source>
        <translation>{} burada okunabilen bir resim değil; bu yüzden hiçbir şey değiştirilmedi.</translation>
    </message>
    <message>
        <source>Open a mask</source>
        <translation>Bir maske aç</translation>
    </message>
    <message>
        <source>Save the mask</source>
        <translation>Maskeyi kaydet</translation>
    </message>
    <message>
        <source>Place colours</source>
        <translation>Renk yerleştir</translation>
    </message>
    <message>
        <source>Click on the photo and say what colour it has there</source>
        <translation>Fotoğrafa tıklayıp oradaki rengi söyleyin</translation>
    </message>
    <message>
        <source>colour placed</source>
        <translation>renk yerleştirildi</translation>
    </message>
    <message>
        <source>colour moved</source>
        <translation>renk taşındı</translation>
    </message>
    <message>
        <source>colour changed</source>
        <translation>renk değiştirildi</translation>
    </message>
    <message>
        <source>colour removed</source>
        <translation>renk kaldırıldı</translation>
    </message>
    <message>
        <source>colours cleared</source>
        <translation>renkler temizlendi</translation>
    </message>
    <message>
        <source>Clear colours</source>
        <translation>Renkleri temizle</translation>
    </message>
    <message>
        <source>Take away all colours that were placed</source>
        <translation>Yerleştirilen bütün renkleri kaldır</translation>
    </message>
    <message>
        <source>Proposed for this place</source>
        <translation>Bu yer için önerilenler</translation>
    </message>
    <message>
        <source>Placed before</source>
        <translation>Daha önce yerleştirilenler</translation>
    </message>
    <message>
        <source>Natural colours</source>
        <translation>Doğal renkler</translation>
    </message>
    <message>
        <source>Another colour…</source>
        <translation>Başka bir renk…</translation>
    </message>
    <message>
        <source>Remove this colour</source>
        <translation>Bu rengi kaldır</translation>
    </message>
    <message>
        <source>Skin</source>
        <translation>Ten</translation>
    </message>
    <message>
        <source>Sky</source>
        <translation>Gökyüzü</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>Yaprak</translation>
    </message>
    <message>
        <source>Wood</source>
        <translation>Ahşap</translation>
    </message>
    <message>
        <source>Brick</source>
        <translation>Tuğla</translation>
    </message>
    <message>
        <source>Sand</source>
        <translation>Kum</translation>
    </message>
    <message>
        <source>Denim</source>
        <translation>Kot</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gri</translation>
    </message>
    <message>
        <source>Show variations</source>
        <translation>Çeşitlemeleri göster</translation>
    </message>
    <message>
        <source>Colour the photo in several ways, small, to choose from</source>
        <translation>Fotoğrafı seçmek üzere küçük boyda birkaç türlü renklendir</translation>
    </message>
    <message>
        <source>Reference photo…</source>
        <translation>Örnek alınacak fotoğraf…</translation>
    </message>
    <message>
        <source>Lend the colours of another photo; it can be dropped here</source>
        <translation>Başka bir fotoğrafın renklerini ödünç al; buraya bırakılabilir</translation>
    </message>
    <message>
        <source>Open a reference photo</source>
        <translation>Örnek alınacak bir fotoğraf aç</translation>
    </message>
    <message>
        <source>Without reference</source>
        <translation>Örneksiz</translation>
    </message>
    <message>
        <source>Colour without another photo&apos;s colours</source>
        <translation>Başka bir fotoğrafın renkleri olmadan renklendir</translation>
    </message>
    <message>
        <source>Also photos in colour</source>
        <translation>Renkli fotoğrafları da</translation>
    </message>
    <message>
        <source>Colour anew what has colours already</source>
        <translation>Zaten renkli olanı yeniden renklendirir</translation>
    </message>
    <message>
        <source>Colours or their reference were changed meanwhile: show the variations again</source>
        <translation>Renkler veya örnek fotoğraf bu arada değişti: seçenekleri yeniden gösterin</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>İlerleme</translation>
    </message>
    <message>
        <source>The photo is in colour already, so it was not coloured</source>
        <translation>Fotoğraf zaten renkli, bu yüzden renklendirilmedi</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Önizleme</translation>
    </message>
    <message>
        <source>Preview, without colour</source>
        <translation>Önizleme, renksiz</translation>
    </message>
    <message>
        <source>Preview, of this photo of the burst alone</source>
        <translation>Önizleme, serinin yalnızca bu karesinden</translation>
    </message>
    <message>
        <source>By the earlier settings</source>
        <translation>Önceki ayarlarla</translation>
    </message>
    <message>
        <source>the mask and the colours placed on the photo before were left out; the steps are kept</source>
        <translation>önceki fotoğrafa çizilen maske ve yerleştirilen renkler bırakıldı; adımlar duruyor</translation>
    </message>
    <message>
        <source>You are still at work on this photo, so the other one was not opened.</source>
        <translation>Bu fotoğraf üzerinde hâlâ çalışıyorsunuz; bu yüzden öteki açılmadı.</translation>
    </message>
    <message>
        <source>No damage was found. A lower certainty finds more, and what should go can be painted over.</source>
        <translation>Hasar bulunamadı. Daha düşük bir kesinlik daha çoğunu bulur; gitmesi gerekenler elle de boyanabilir.</translation>
    </message>
    <message>
        <source>The steps were changed since. To restore by them at once, cancel this.</source>
        <translation>Adımlar bu arada değiştirildi. Hemen yenileriyle onarmak için bunu iptal edin.</translation>
    </message>
    <message>
        <source>The steps were changed. Restore again to see the change.</source>
        <translation>Adımlar değişti. Sonucu görmek için yeniden onarın.</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>İleti</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Hata</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Kapat</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Bu iletiyi kapat</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotoğraflar</translation>
    </message>
    <message>
        <source>Recipes (*.toml)</source>
        <translation>Tarifler (*.toml)</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>Bir tarif aç</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>Tarifi kaydet</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tüm dosyalar</translation>
    </message>
    <message>
        <source>The original is never overwritten; please choose another name.</source>
        <translation>Fotoğrafın aslının üzerine hiçbir zaman yazılmaz; lütfen başka bir ad seçin.</translation>
    </message>
    <message>
        <source>Only photos stored as files can be dropped here.</source>
        <translation>Buraya yalnızca dosya olarak duran fotoğraflar bırakılabilir.</translation>
    </message>
    <message>
        <source>The result is not saved.</source>
        <translation>Sonuç kaydedilmedi.</translation>
    </message>
    <message>
        <source>Save it before it is gone?</source>
        <translation>Kaybolmadan önce kaydedilsin mi?</translation>
    </message>
    <message>
        <source>What you drew on this photo is not restored yet.</source>
        <translation>Bu fotoğrafa çizdikleriniz henüz işlenmedi.</translation>
    </message>
    <message>
        <source>Leave it all the same? The strokes and colours are gone then.</source>
        <translation>Yine de çıkılsın mı? Çizgiler ve renkler kaybolur.</translation>
    </message>
    <message>
        <source>Noise found: {} of 255</source>
        <translation>Bulunan gürültü: {} / 255</translation>
    </message>
    <message>
        <source>Noise found: not known yet</source>
        <translation>Bulunan gürültü: henüz bilinmiyor</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gri</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>renkli</translation>
    </message>
    <message>
        <source>{width} × {height}, {format}{colour}, {depth} bit</source>
        <translation>{width} × {height}, {format}{colour}, {depth} bit</translation>
    </message>
    <message>
        <source>Runs on {}</source>
        <translation>Çalıştığı aygıt: {}</translation>
    </message>
    <message>
        <source>on</source>
        <translation>açık</translation>
    </message>
    <message>
        <source>off</source>
        <translation>kapalı</translation>
    </message>
    <message>
        <source>{:.0f} %</source>
        <translation>%{:.0f}</translation>
    </message>
    <message>
        <source>About {} s left</source>
        <translation>Yaklaşık {} sn kaldı</translation>
    </message>
    <message>
        <source>About {} min left</source>
        <translation>Yaklaşık {} dk kaldı</translation>
    </message>
    <message>
        <source>Saved as {}</source>
        <translation>Kaydedildi: {}</translation>
    </message>
    <message>
        <source>step {at} of the recipe, {task}, has no place here and was left out</source>
        <translation>tarifin {at}. adımının ({task}) burada yeri yok, atlandı</translation>
    </message>
    <message>
        <source>step {at}, {task}, is for a model that is not there, {model}; choose another one</source>
        <translation>{at}. adım, {task}, bulunmayan bir model için: {model}; başka bir model seçin</translation>
    </message>
    <message>
        <source>the steps are done in the order {}</source>
        <translation>adımlar şu sırayla uygulanır: {}</translation>
    </message>
    <message>
        <source>Variation {}</source>
        <translation>Çeşitleme {}</translation>
    </message>
    <message>
        <source>Most likely</source>
        <translation>En olası</translation>
    </message>
    <message>
        <source>an unexpected {}: {}</source>
        <translation>beklenmeyen bir {}: {}</translation>
    </message>
</context>
<context>
    <name>texts_batch</name>
    <message>
        <source>Batch…</source>
        <translation>Toplu işlem…</translation>
    </message>
    <message>
        <source>Restore many photos: a queue of photos and folders</source>
        <translation>Çok sayıda fotoğrafı onar: fotoğraflar ve klasörlerden bir kuyruk</translation>
    </message>
    <message>
        <source>Batch — Restorer</source>
        <translation>Toplu işlem — Restorer</translation>
    </message>
    <message>
        <source>A batch was interrupted. Open Batch… (Ctrl+B) and resume it.</source>
        <translation>Bir toplu işlem yarıda kaldı. Toplu işlem… (Ctrl+B) penceresini açıp sürdürün.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Kuyruk</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>İnceleme</translation>
    </message>
    <message>
        <source>Batch toolbar</source>
        <translation>Toplu işlem araç çubuğu</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>Fotoğraf ekle…</translation>
    </message>
    <message>
        <source>Add photos to the queue</source>
        <translation>Kuyruğa fotoğraf ekle</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Klasör ekle…</translation>
    </message>
    <message>
        <source>Add all photos of a folder to the queue</source>
        <translation>Bir klasördeki bütün fotoğrafları kuyruğa ekle</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Kaldır</translation>
    </message>
    <message>
        <source>Take the selected photos out of the queue; no file is touched</source>
        <translation>Seçili fotoğrafları kuyruktan çıkar; hiçbir dosyaya dokunulmaz</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Temizle</translation>
    </message>
    <message>
        <source>Empty the queue; no file is touched</source>
        <translation>Kuyruğu boşalt; hiçbir dosyaya dokunulmaz</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Başlat</translation>
    </message>
    <message>
        <source>Restore the photos that wait</source>
        <translation>Bekleyen fotoğrafları onar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Sürdür</translation>
    </message>
    <message>
        <source>Go on where it was left</source>
        <translation>Kaldığı yerden sürdür</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Duraklat</translation>
    </message>
    <message>
        <source>Hold still, in the middle of a photo if need be</source>
        <translation>Gerekirse bir fotoğrafın ortasında dur</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Durdur</translation>
    </message>
    <message>
        <source>End; what is done stays done, the photo at work begins anew next time</source>
        <translation>Bitir; yapılanlar kalır, üzerinde çalışılan fotoğraf bir dahaki sefere baştan başlar</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>İzle</translation>
    </message>
    <message>
        <source>Restore what waits, and each photo that comes into the folders of the queue</source>
        <translation>Bekleyenleri ve kuyruktaki klasörlere gelen her fotoğrafı onar</translation>
    </message>
    <message>
        <source>Watching for photos</source>
        <translation>Fotoğraf bekleniyor</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>Olmayanları yeniden dene</translation>
    </message>
    <message>
        <source>Try again what failed</source>
        <translation>Başarısız olanları yeniden dene</translation>
    </message>
    <message>
        <source>Next failed</source>
        <translation>Sonraki başarısız</translation>
    </message>
    <message>
        <source>Show the next photo that failed, and why</source>
        <translation>Başarısız olan sonraki fotoğrafı ve nedenini göster</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Rapor…</translation>
    </message>
    <message>
        <source>Save a page of what became of each photo</source>
        <translation>Her fotoğrafa ne olduğunu gösteren bir sayfa kaydet</translation>
    </message>
    <message>
        <source>Open photo</source>
        <translation>Fotoğrafı aç</translation>
    </message>
    <message>
        <source>Open this photo in the main window, with the steps set there</source>
        <translation>Bu fotoğrafı ana pencerede, oradaki adımlarla aç</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Klasörü aç</translation>
    </message>
    <message>
        <source>Show the results in the file manager</source>
        <translation>Sonuçları dosya yöneticisinde göster</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Kapat</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Kısayollar</translation>
    </message>
    <message>
        <source>List the keyboard shortcuts</source>
        <translation>Klavye kısayollarını listele</translation>
    </message>
    <message>
        <source>Pausing …</source>
        <translation>Duraklatılıyor …</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Duraklatıldı</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Durduruluyor …</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Başlatılıyor …</translation>
    </message>
    <message>
        <source>Drop photos or folders here, or add them above</source>
        <translation>Fotoğrafları ya da klasörleri buraya bırakın ya da yukarıdan ekleyin</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Fotoğraf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Durum</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Süre</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notlar</translation>
    </message>
    <message>
        <source>Again turns the order round, a third time takes it back</source>
        <translation>Bir daha basınca sıra tersine döner, üçüncüsünde eski haline gelir</translation>
    </message>
    <message>
        <source>Sort by photo</source>
        <translation>Fotoğrafa göre sırala</translation>
    </message>
    <message>
        <source>Sort by state</source>
        <translation>Duruma göre sırala</translation>
    </message>
    <message>
        <source>Sort by time</source>
        <translation>Süreye göre sırala</translation>
    </message>
    <message>
        <source>Sort by notes</source>
        <translation>Notlara göre sırala</translation>
    </message>
    <message>
        <source>Photos of the queue</source>
        <translation>Kuyruktaki fotoğraflar</translation>
    </message>
    <message>
        <source>Progress of the queue</source>
        <translation>Kuyruğun ilerlemesi</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Ne yapılacak</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Tarif</translation>
    </message>
    <message>
        <source>The steps of the main window</source>
        <translation>Ana penceredeki adımlar</translation>
    </message>
    <message>
        <source>Old photo</source>
        <translation>Eski fotoğraf</translation>
    </message>
    <message>
        <source>Old photo, coloured</source>
        <translation>Eski fotoğraf, renklendirilmiş</translation>
    </message>
    <message>
        <source>Recipe file…</source>
        <translation>Tarif dosyası…</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Nereye</translation>
    </message>
    <message>
        <source>Beside each photo</source>
        <translation>Her fotoğrafın yanına</translation>
    </message>
    <message>
        <source>In a folder:</source>
        <translation>Bir klasöre:</translation>
    </message>
    <message>
        <source>Folder of results</source>
        <translation>Sonuç klasörü</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Seç…</translation>
    </message>
    <message>
        <source>Choose the folder of results</source>
        <translation>Sonuç klasörünü seç</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Ad</translation>
    </message>
    <message>
        <source>How to save</source>
        <translation>Nasıl kaydedilecek</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Biçim</translation>
    </message>
    <message>
        <source>As the photo</source>
        <translation>Fotoğraftaki gibi</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Kalite</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Otomatik</translation>
    </message>
    <message>
        <source>Of JPEG, WebP, AVIF and HEIC; automatic is 95 (AVIF 90), or the photo&apos;s own if that is higher</source>
        <translation>JPEG, WebP, AVIF ve HEIC için; otomatik 95 (AVIF 90) ya da daha yüksekse fotoğrafın kendininki</translation>
    </message>
    <message>
        <source>Bit depth</source>
        <translation>Bit derinliği</translation>
    </message>
    <message>
        <source>8 bit</source>
        <translation>8 bit</translation>
    </message>
    <message>
        <source>10 bit</source>
        <translation>10 bit</translation>
    </message>
    <message>
        <source>12 bit</source>
        <translation>12 bit</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 bit</translation>
    </message>
    <message>
        <source>32 bit float</source>
        <translation>32 bit kayan noktalı</translation>
    </message>
    <message>
        <source>If a file is there already</source>
        <translation>Dosya zaten varsa</translation>
    </message>
    <message>
        <source>Keep it, skip the photo</source>
        <translation>Onu koru, fotoğrafı atla</translation>
    </message>
    <message>
        <source>Keep it, number the result</source>
        <translation>Onu koru, sonucu numaralandır</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Onu değiştir</translation>
    </message>
    <message>
        <source>Results of our own are replaced when photo or recipe changed, and skipped when they are done; photos of the queue are never written over</source>
        <translation>Kendi sonuçlarımız fotoğraf ya da tarif değişince yenilenir, tamamsa atlanır; kuyruktaki fotoğrafların üzerine hiçbir zaman yazılmaz</translation>
    </message>
    <message>
        <source>Also photos in folders inside folders</source>
        <translation>Alt klasörlerdeki fotoğraflar da</translation>
    </message>
    <message>
        <source>Leave out where photos were taken</source>
        <translation>Fotoğrafların çekildiği yeri çıkar</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Seçenekler</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Fotoğraf ekle</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Klasör ekle</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Raporu kaydet</translation>
    </message>
    <message>
        <source>Web page (*.html);;JSON (*.json)</source>
        <translation>Web sayfası (*.html);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Photos are still being restored.</source>
        <translation>Fotoğraflar hâlâ onarılıyor.</translation>
    </message>
    <message>
        <source>What is done stays done. The queue is kept and can be resumed, also after a restart.</source>
        <translation>Yapılanlar kalır. Kuyruk saklanır ve program yeniden başlatıldıktan sonra da sürdürülebilir.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Durdur ve kapat</translation>
    </message>
    <message>
        <source>Go on restoring</source>
        <translation>Onarmayı sürdür</translation>
    </message>
    <message>
        <source>Empty the queue?</source>
        <translation>Kuyruk boşaltılsın mı?</translation>
    </message>
    <message>
        <source>{}. What was said of results is forgotten; no file is touched.</source>
        <translation>{}. Sonuçlar için verilen kararlar unutulur; hiçbir dosyaya dokunulmaz.</translation>
    </message>
    <message>
        <source>Empty the queue</source>
        <translation>Kuyruğu boşalt</translation>
    </message>
    <message>
        <source>Keep the photos</source>
        <translation>Fotoğraflar kalsın</translation>
    </message>
    <message>
        <source>is not there any more</source>
        <translation>artık yerinde değil</translation>
    </message>
    <message>
        <source>the folder of results has no name; type one or choose it</source>
        <translation>sonuç klasörünün adı yok; bir ad yazın ya da klasörü seçin</translation>
    </message>
    <message>
        <source>no step is switched on; switch one on in the main window, or choose a recipe</source>
        <translation>hiçbir adım açık değil; ana pencerede birini açın ya da bir tarif seçin</translation>
    </message>
    <message>
        <source>The journal cannot be used: what exists is kept, and nothing is noted.</source>
        <translation>Günlük kullanılamıyor: var olan korunur, yeni bir şey kaydedilmez.</translation>
    </message>
    <message>
        <source>The networks run on {}.</source>
        <translation>Ağlar {} üzerinde çalışıyor.</translation>
    </message>
    <message>
        <source>The disk is full; with more room {} goes on from here</source>
        <translation>Disk dolu; yer açıldığında {} buradan sürdürür</translation>
    </message>
    <message>
        <source>{}. {}</source>
        <translation>{}. {}</translation>
    </message>
    <message>
        <source>{}: {}</source>
        <translation>{}: {}</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Kabul edildi</translation>
    </message>
    <message>
        <source>Fields: {stem} the photo&apos;s name, {ext} the result&apos;s ending, {from} the photo&apos;s own, {parent} its folder, {index} or {index:04} its number</source>
        <translation>Alanlar: {stem} fotoğrafın adı, {ext} sonucun uzantısı, {from} fotoğrafın kendi uzantısı, {parent} klasörü, {index} ya da {index:04} sıra numarası</translation>
    </message>
    <message>
        <source>Looking for photos …</source>
        <translation>Fotoğraflar aranıyor …</translation>
    </message>
    <message>
        <source>Writing the report …</source>
        <translation>Rapor yazılıyor …</translation>
    </message>
    <message>
        <source>{:.0f} %</source>
        <translation>%{:.0f}</translation>
    </message>
    <message>
        <source>stronger</source>
        <translation>daha güçlü</translation>
    </message>
    <message>
        <source>weaker</source>
        <translation>daha zayıf</translation>
    </message>
    <message>
        <source>{} photo</source>
        <translation>{} fotoğraf</translation>
    </message>
    <message>
        <source>{} photos</source>
        <translation>{} fotoğraf</translation>
    </message>
    <message>
        <source>{} s</source>
        <translation>{} sn</translation>
    </message>
    <message>
        <source>{} min</source>
        <translation>{} dk</translation>
    </message>
    <message>
        <source>{} h {:02} min</source>
        <translation>{} sa {:02} dk</translation>
    </message>
    <message>
        <source>No step is switched on</source>
        <translation>Hiçbir adım açık değil</translation>
    </message>
    <message>
        <source>Without the mask and the colours placed on the open photo</source>
        <translation>Açık fotoğrafa çizilen maske ve yerleştirilen renkler olmadan</translation>
    </message>
    <message>
        <source> and {} more</source>
        <translation> ve {} yerde daha</translation>
    </message>
    <message>
        <source>No photo was found in {}{}.</source>
        <translation>Şurada fotoğraf bulunamadı: {}{}.</translation>
    </message>
    <message>
        <source>{} is no photo, or is not there.</source>
        <translation>{} bir fotoğraf değil ya da yerinde yok.</translation>
    </message>
    <message>
        <source>{} files are no photos, or are not there.</source>
        <translation>{} dosya fotoğraf değil ya da yerinde yok.</translation>
    </message>
    <message>
        <source>This queue was interrupted: {done} done, {waiting} waiting. {resume} goes on with it.</source>
        <translation>Bu kuyruk yarıda kaldı: {done} tamam, {waiting} bekliyor. {resume} düğmesi onu sürdürür.</translation>
    </message>
    <message>
        <source>{}. The last run took {}.</source>
        <translation>{}. Son çalışma {} sürdü.</translation>
    </message>
    <message>
        <source>{}. Steps or options were changed: {} restores {} of them anew.</source>
        <translation>{}. Adımlar ya da seçenekler değişti: {} düğmesi bunlardan {} tanesini yeniden onarır.</translation>
    </message>
    <message>
        <source>The report was saved as {}.</source>
        <translation>Rapor kaydedildi: {}.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Bekliyor</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Çalışılıyor</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Bitti</translation>
    </message>
    <message>
        <source>Done already</source>
        <translation>Zaten tamam</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Atlandı</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Başarısız</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Reddedildi</translation>
    </message>
    <message>
        <source>done</source>
        <translation>tamam</translation>
    </message>
    <message>
        <source>done already</source>
        <translation>zaten tamam</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>atlandı</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>başarısız</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>reddedildi</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>işlemde</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>bekliyor</translation>
    </message>
</context>
<context>
    <name>texts_burst</name>
    <message>
        <source>Open burst…</source>
        <translation>Seri aç…</translation>
    </message>
    <message>
        <source>Open several photos of one scene, which together make one clean photo</source>
        <translation>Aynı sahnenin birkaç fotoğrafını aç; birlikte tek bir temiz fotoğraf olurlar</translation>
    </message>
    <message>
        <source>Open the photos of a burst</source>
        <translation>Bir serinin fotoğraflarını aç</translation>
    </message>
    <message>
        <source>Burst</source>
        <translation>Seri</translation>
    </message>
    <message>
        <source>Burst of {}</source>
        <translation>{} karelik seri</translation>
    </message>
    <message>
        <source>{} left out</source>
        <translation>{} dışarıda</translation>
    </message>
    <message>
        <source>Denoise is off: the others are not used</source>
        <translation>Gürültü azaltma kapalı: diğerleri kullanılmıyor</translation>
    </message>
    <message>
        <source>Frames of the burst</source>
        <translation>Serinin kareleri</translation>
    </message>
    <message>
        <source>Denoising uses the photos that are ticked; a double click restores another one</source>
        <translation>Gürültü giderme işaretli fotoğrafları kullanır; çift tıklama başka bir kareyi seçer</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>görünüyor</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>dışarıda</translation>
    </message>
    <message>
        <source>Restore this one</source>
        <translation>Bunu onar</translation>
    </message>
    <message>
        <source>Show the selected photo, and restore it with the help of the others</source>
        <translation>Seçili fotoğrafı göster ve ötekilerin yardımıyla onar</translation>
    </message>
    <message>
        <source>Close burst</source>
        <translation>Seriyi kapat</translation>
    </message>
    <message>
        <source>Go on with the one photo that is shown</source>
        <translation>Görünen tek fotoğrafla devam et</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>kapatıldı</translation>
    </message>
    <message>
        <source>{} used</source>
        <translation>{} kullanılıyor</translation>
    </message>
    <message>
        <source>These {} photos are of one size. If they show one scene, they can be opened as a burst, which makes one clean photo of them.</source>
        <translation>Bu {} fotoğraf aynı boyutta. Aynı sahneyi gösteriyorlarsa seri olarak açılabilir ve tek bir temiz fotoğrafa dönüştürülebilirler.</translation>
    </message>
    <message>
        <source>Open as burst</source>
        <translation>Seri olarak aç</translation>
    </message>
    <message>
        <source>Show one of them, and restore it with the help of the others</source>
        <translation>Birini göster ve ötekilerin yardımıyla onar</translation>
    </message>
    <message>
        <source>Open as batch</source>
        <translation>Toplu aç</translation>
    </message>
    <message>
        <source>Restore each of them for itself, in the batch window</source>
        <translation>Her birini toplu işlem penceresinde ayrı ayrı onar</translation>
    </message>
    <message>
        <source>no model for bursts is installed; import one in Models and device (Ctrl+M), or open one photo alone</source>
        <translation>seriler için model kurulu değil; Modeller ve aygıt sayfasından (Ctrl+M) bir model ekleyin ya da tek bir fotoğraf açın</translation>
    </message>
    <message>
        <source>without {}: {}</source>
        <translation>dışarıda bırakılan {}: {}</translation>
    </message>
    <message>
        <source>without {}: it is {} × {} pixels, the others {} × {}</source>
        <translation>dışarıda bırakılan {}: {} × {} piksel, ötekiler ise {} × {}</translation>
    </message>
    <message>
        <source>a burst is two photos or more, and this is one</source>
        <translation>bir seri en az iki fotoğraftır, bu ise bir tane</translation>
    </message>
    <message>
        <source>it takes two photos of one size ({})</source>
        <translation>aynı boyutta en az iki fotoğraf gerekir ({})</translation>
    </message>
    <message>
        <source>{} of the burst can no longer be read, {}; leave it out</source>
        <translation>serideki {} artık okunamıyor ({}); onu dışarıda bırakın</translation>
    </message>
</context>
<context>
    <name>texts_colours</name>
    <message>
        <source>grey</source>
        <translation>gri</translation>
    </message>
    <message>
        <source>brown</source>
        <translation>kahverengi</translation>
    </message>
    <message>
        <source>red</source>
        <translation>kırmızı</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>turuncu</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>sarı</translation>
    </message>
    <message>
        <source>green</source>
        <translation>yeşil</translation>
    </message>
    <message>
        <source>turquoise</source>
        <translation>turkuaz</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>mavi</translation>
    </message>
    <message>
        <source>violet</source>
        <translation>mor</translation>
    </message>
    <message>
        <source>pink</source>
        <translation>pembe</translation>
    </message>
    <message>
        <source>dark {}</source>
        <translation>koyu {}</translation>
    </message>
    <message>
        <source>light {}</source>
        <translation>açık {}</translation>
    </message>
    <message>
        <source>{name}, {code}</source>
        <translation>{name}, {code}</translation>
    </message>
</context>
<context>
    <name>texts_copies</name>
    <message>
        <source>Find copies…</source>
        <translation>Kopyaları bul…</translation>
    </message>
    <message>
        <source>Show which photos are copies of one another; no file is touched</source>
        <translation>Hangi fotoğrafların birbirinin kopyası olduğunu göster; hiçbir dosyaya dokunulmaz</translation>
    </message>
    <message>
        <source>Copies — Restorer</source>
        <translation>Kopyalar — Restorer</translation>
    </message>
    <message>
        <source>Copies toolbar</source>
        <translation>Kopyalar araç çubuğu</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>Fotoğraf ekle…</translation>
    </message>
    <message>
        <source>Search these photos as well</source>
        <translation>Bu fotoğraflara da bak</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Klasör ekle…</translation>
    </message>
    <message>
        <source>Search all photos of a folder, and of the folders in it, as well</source>
        <translation>Bir klasörün ve içindeki klasörlerin tüm fotoğraflarına da bak</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Yeniden ara</translation>
    </message>
    <message>
        <source>Search all that was added</source>
        <translation>Eklenenlerin tümüne yeniden bak</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Durdur</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Aramayı bitir</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Temizle</translation>
    </message>
    <message>
        <source>Begin anew; no file is touched</source>
        <translation>Baştan başla; hiçbir dosyaya dokunulmaz</translation>
    </message>
    <message>
        <source>Open photo</source>
        <translation>Fotoğrafı aç</translation>
    </message>
    <message>
        <source>Open this photo in the main window</source>
        <translation>Bu fotoğrafı ana pencerede aç</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Dosyayı göster</translation>
    </message>
    <message>
        <source>Show this photo in the file manager</source>
        <translation>Bu fotoğrafı dosya yöneticisinde göster</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Yolu kopyala</translation>
    </message>
    <message>
        <source>Put this photo&apos;s path on the clipboard</source>
        <translation>Bu fotoğrafın yolunu panoya koy</translation>
    </message>
    <message>
        <source>Save page…</source>
        <translation>Sayfayı kaydet…</translation>
    </message>
    <message>
        <source>Save what was found as a page with small pictures</source>
        <translation>Bulunanları küçük resimlerle bir sayfa olarak kaydet</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Kısayollar</translation>
    </message>
    <message>
        <source>List the keyboard shortcuts</source>
        <translation>Klavye kısayollarını listele</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Fotoğraf ekle</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Klasör ekle</translation>
    </message>
    <message>
        <source>Save the page</source>
        <translation>Sayfayı kaydet</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Web sayfası (*.html)</translation>
    </message>
    <message>
        <source>copies.html</source>
        <translation>kopyalar.html</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Bul</translation>
    </message>
    <message>
        <source>Copies: resized, cropped, compressed again, brighter or paler. Look-alikes: photos of nearly the same, with some false ones among them.</source>
        <translation>Kopyalar: boyutu değişmiş, kırpılmış, yeniden sıkıştırılmış, aydınlatılmış ya da soluklaşmış. Benzerler: neredeyse aynı şeyin fotoğrafları; aralarında yanlış olanlar da vardır.</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopyalar</translation>
    </message>
    <message>
        <source>Also look-alikes</source>
        <translation>Benzerler de</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>Aramanın ilerleyişi</translation>
    </message>
    <message>
        <source>Groups of photos that are alike</source>
        <translation>Birbirine benzeyen fotoğraf grupları</translation>
    </message>
    <message>
        <source>Group {}</source>
        <translation>Grup {}</translation>
    </message>
    <message>
        <source>Photos that could not be read</source>
        <translation>Okunamayan fotoğraflar</translation>
    </message>
    <message>
        <source>Drop photos or folders here, or add them above, to see which are copies of one another</source>
        <translation>Hangilerinin birbirinin kopyası olduğunu görmek için fotoğrafları ya da klasörleri buraya bırakın ya da yukarıdan ekleyin</translation>
    </message>
    <message>
        <source>Nothing is deleted or moved here, whatever is found.</source>
        <translation>Ne bulunursa bulunsun, burada hiçbir şey silinmez ya da taşınmaz.</translation>
    </message>
    <message>
        <source>Looking for photos …</source>
        <translation>Fotoğraflar aranıyor …</translation>
    </message>
    <message>
        <source>{} of {} photos read</source>
        <translation>{} / {} fotoğraf okundu</translation>
    </message>
    <message>
        <source>Comparing {} …</source>
        <translation>{} karşılaştırılıyor …</translation>
    </message>
    <message>
        <source>The search was stopped. {} begins it anew.</source>
        <translation>Arama durduruldu. {} onu baştan başlatır.</translation>
    </message>
    <message>
        <source>No photos were found.</source>
        <translation>Fotoğraf bulunamadı.</translation>
    </message>
    <message>
        <source>{} photo</source>
        <translation>{} fotoğraf</translation>
    </message>
    <message>
        <source>{} photos</source>
        <translation>{} fotoğraf</translation>
    </message>
    <message>
        <source>{} group</source>
        <translation>{} grup</translation>
    </message>
    <message>
        <source>{} groups</source>
        <translation>{} grup</translation>
    </message>
    <message>
        <source>{photos}: {alike} of them are alike, in {groups}.</source>
        <translation>{photos}: {groups} içinde {alike} tanesi birbirine benziyor.</translation>
    </message>
    <message>
        <source>{}: none is a copy of another.</source>
        <translation>{}: hiçbiri bir başkasının kopyası değil.</translation>
    </message>
    <message>
        <source>{}: none is like another.</source>
        <translation>{}: hiçbiri bir başkasına benzemiyor.</translation>
    </message>
    <message>
        <source>{} could not be read and is listed below.</source>
        <translation>{} fotoğraf okunamadı ve aşağıda listelendi.</translation>
    </message>
    <message>
        <source>{} could not be read and are listed below.</source>
        <translation>{} fotoğraf okunamadı ve aşağıda listelendi.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Bu kalsın</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopya</translation>
    </message>
    <message>
        <source>Look-alike</source>
        <translation>Benzer</translation>
    </message>
    <message>
        <source>{} × {}, {}</source>
        <translation>{} × {}, {}</translation>
    </message>
    <message>
        <source>{kind}: {name}, {size}, {folder}</source>
        <translation>{kind}: {name}, {size}, {folder}</translation>
    </message>
    <message>
        <source>The largest of the group or, of one size, the sharpest</source>
        <translation>Grubun en büyüğü ya da boyutlar aynıysa en keskini</translation>
    </message>
    <message>
        <source>The path is on the clipboard.</source>
        <translation>Yol panoda.</translation>
    </message>
    <message>
        <source>Writing the page …</source>
        <translation>Sayfa yazılıyor …</translation>
    </message>
    <message>
        <source>The page was saved as {}.</source>
        <translation>Sayfa kaydedildi: {}.</translation>
    </message>
    <message>
        <source>The page was not saved: its name has to end in .html.</source>
        <translation>Sayfa kaydedilmedi: adı .html ile bitmelidir.</translation>
    </message>
    <message>
        <source>The part that looks for copies ended unexpectedly ({}), perhaps for lack of memory or over a broken photo. The log tells more.</source>
        <translation>Kopyaları arayan bölüm beklenmedik biçimde sona erdi ({}); belki bellek yetmedi ya da bir fotoğraf bozuktu. Günlükte daha fazlası var.</translation>
    </message>
</context>
<context>
    <name>texts_export</name>
    <message>
        <source>Restorer</source>
        <translation>Restorer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Kaydet</translation>
    </message>
    <message>
        <source>Save the result again where it was saved, or beside the original, or in the folder for results</source>
        <translation>Sonucu daha önce kaydedildiği yere, aslının yanına ya da sonuçların klasörüne kaydet</translation>
    </message>
    <message>
        <source>Save the result as</source>
        <translation>Sonucu farklı kaydet</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Dosya</translation>
    </message>
    <message>
        <source>The folder and name of the file</source>
        <translation>Dosyanın klasörü ve adı</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Gözat…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Biçim</translation>
    </message>
    <message>
        <source>The kind of file, which its name ends in</source>
        <translation>Dosyanın türü; adının uzantısı budur</translation>
    </message>
    <message>
        <source>Automatic quality</source>
        <translation>Otomatik kalite</translation>
    </message>
    <message>
        <source>95 (AVIF 90), or the photo&apos;s own quality if that is higher</source>
        <translation>95 (AVIF için 90) ya da daha yüksekse fotoğrafın kendi kalitesi</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Kalite</translation>
    </message>
    <message>
        <source>How much of the picture is kept: less makes a smaller file</source>
        <translation>Resmin ne kadarının korunduğu: azı dosyayı küçültür</translation>
    </message>
    <message>
        <source>keeps every sample: there is no quality to choose</source>
        <translation>her örneği korur: seçilecek bir kalite yok</translation>
    </message>
    <message>
        <source>Bit depth</source>
        <translation>Bit derinliği</translation>
    </message>
    <message>
        <source>Bits a sample; a photo saved at more than it has is restored anew, to use them</source>
        <translation>Örnek başına bit; fotoğraf kendininkinden derin kaydedilecekse bunlardan yararlanmak için yeniden onarılır</translation>
    </message>
    <message>
        <source>Leave out where the photo was taken</source>
        <translation>Fotoğrafın çekildiği yeri çıkar</translation>
    </message>
    <message>
        <source>Write no GPS position and no names of places; the file keeps all else</source>
        <translation>GPS konumu ve yer adları yazılmaz; dosyadaki başka her şey kalır</translation>
    </message>
    <message>
        <source>Note in the file what was done</source>
        <translation>Yapılanları dosyaya not et</translation>
    </message>
    <message>
        <source>Name the steps and models in the file&apos;s XMP, so that others know</source>
        <translation>Başkaları da bilsin diye adımları ve modelleri dosyanın XMP bilgisine yaz</translation>
    </message>
    <message>
        <source>Use another name</source>
        <translation>Başka bir ad kullan</translation>
    </message>
    <message>
        <source>Number the name, so that no file is replaced</source>
        <translation>Hiçbir dosya değişmesin diye adı numaralandır</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Değiştir</translation>
    </message>
    <message>
        <source>Estimating the size …</source>
        <translation>Boyut kestiriliyor …</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Dosya boyutu</translation>
    </message>
    <message>
        <source>A file of this name is there already and will be replaced.</source>
        <translation>Bu adda bir dosya zaten var ve değiştirilecek.</translation>
    </message>
    <message>
        <source>This is the original, which is never overwritten.</source>
        <translation>Bu, fotoğrafın aslı; üzerine hiçbir zaman yazılmaz.</translation>
    </message>
    <message>
        <source>Give the file a name.</source>
        <translation>Dosyaya bir ad verin.</translation>
    </message>
    <message>
        <source>This is a folder. Give the file in it a name.</source>
        <translation>Bu bir klasör. İçindeki dosyaya bir ad verin.</translation>
    </message>
    <message>
        <source>Pasted photo</source>
        <translation>Yapıştırılan fotoğraf</translation>
    </message>
    <message>
        <source>what was changed in the steps since the photo was restored is not in the file</source>
        <translation>fotoğraf onarıldıktan sonra adımlarda yapılan değişiklikler dosyada yok</translation>
    </message>
    <message>
        <source>{} was changed on the disk. You still see it as it was when it was opened.</source>
        <translation>{} diskte değiştirildi. Burada hâlâ açıldığı andaki hâli görünüyor.</translation>
    </message>
    <message>
        <source>{} is no longer where it was. It stays open here, and its result can be saved.</source>
        <translation>{} artık yerinde değil. Burada açık kalıyor; sonucu kaydedilebilir.</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Yeniden aç</translation>
    </message>
    <message>
        <source>Read the file anew; the steps stay as they are set</source>
        <translation>Dosyayı yeniden oku; adımlar ayarlandıkları gibi kalır</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Makbuz</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Metni kopyala</translation>
    </message>
    <message>
        <source>Copy this receipt to the clipboard</source>
        <translation>Bu makbuzu panoya kopyala</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Dosyayı göster</translation>
    </message>
    <message>
        <source>Show the file in the file manager</source>
        <translation>Dosyayı dosya yöneticisinde göster</translation>
    </message>
    <message>
        <source>Close this receipt</source>
        <translation>Bu makbuzu kapat</translation>
    </message>
    <message>
        <source>The file manager could not be started</source>
        <translation>Dosya yöneticisi başlatılamadı</translation>
    </message>
    <message>
        <source>Copy photo</source>
        <translation>Fotoğrafı kopyala</translation>
    </message>
    <message>
        <source>Copy what is shown to the clipboard, as a picture</source>
        <translation>Gösterileni resim olarak panoya kopyala</translation>
    </message>
    <message>
        <source>Paste photo</source>
        <translation>Fotoğraf yapıştır</translation>
    </message>
    <message>
        <source>Open the picture, or the file, that is on the clipboard</source>
        <translation>Panodaki resmi ya da dosyayı aç</translation>
    </message>
    <message>
        <source>The photo is on the clipboard</source>
        <translation>Fotoğraf panoda</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard, and no file.</source>
        <translation>Panoda resim de dosya da yok.</translation>
    </message>
    <message>
        <source>Drag out</source>
        <translation>Dışarı sürükle</translation>
    </message>
    <message>
        <source>Drag the result from here into another program, as a file; a click puts the file on the clipboard</source>
        <translation>Sonucu buradan dosya olarak başka bir programa sürükleyin; tıklamak dosyayı panoya koyar</translation>
    </message>
    <message>
        <source>The file is on the clipboard: paste it where it belongs</source>
        <translation>Dosya panoda: istediğiniz yere yapıştırın</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>{} EXIF entry</source>
        <translation>{} EXIF kaydı</translation>
    </message>
    <message>
        <source>{} EXIF entries</source>
        <translation>{} EXIF kaydı</translation>
    </message>
    <message>
        <source>{} XMP property</source>
        <translation>{} XMP özelliği</translation>
    </message>
    <message>
        <source>{} XMP properties</source>
        <translation>{} XMP özelliği</translation>
    </message>
    <message>
        <source>{} IPTC entry</source>
        <translation>{} IPTC kaydı</translation>
    </message>
    <message>
        <source>{} IPTC entries</source>
        <translation>{} IPTC kaydı</translation>
    </message>
    <message>
        <source>{} text or other piece</source>
        <translation>{} metin ya da başka parça</translation>
    </message>
    <message>
        <source>{} texts and other pieces</source>
        <translation>{} metin ve başka parça</translation>
    </message>
    <message>
        <source>{} bytes</source>
        <translation>{} bayt</translation>
    </message>
    <message>
        <source>As the photo ({})</source>
        <translation>Fotoğraftaki gibi ({})</translation>
    </message>
    <message>
        <source>{} bit</source>
        <translation>{} bit</translation>
    </message>
    <message>
        <source>32 bit, float</source>
        <translation>32 bit, kayan noktalı</translation>
    </message>
    <message>
        <source>{} or {}</source>
        <translation>{} ya da {}</translation>
    </message>
    <message>
        <source>{} holds {} bits a sample</source>
        <translation>{}, örnek başına {} bit tutar</translation>
    </message>
    <message>
        <source>A file that ends in {} cannot be written. Choose a format.</source>
        <translation>{} ile biten bir dosya yazılamıyor. Bir biçim seçin.</translation>
    </message>
    <message>
        <source>There is no folder {}.</source>
        <translation>{} diye bir klasör yok.</translation>
    </message>
    <message>
        <source>Nothing can be written to the folder {}. Choose another one.</source>
        <translation>{} klasörüne yazılamıyor. Başka bir klasör seçin.</translation>
    </message>
    <message>
        <source>The size cannot be told: {}.</source>
        <translation>Boyut söylenemiyor: {}.</translation>
    </message>
    <message>
        <source>every sample kept</source>
        <translation>her örnek korunur</translation>
    </message>
    <message>
        <source>quality {}</source>
        <translation>kalite {}</translation>
    </message>
    <message>
        <source>About {}, {}, {}</source>
        <translation>Yaklaşık {}, {}, {}</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gri</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>renkli</translation>
    </message>
    <message>
        <source> with transparency</source>
        <translation>, saydamlıkla</translation>
    </message>
    <message>
        <source>Read back and compared: size, bit depth, colour profile and resolution are those of the result, {}</source>
        <translation>Yeniden okunup karşılaştırıldı: boyut, bit derinliği, renk profili ve çözünürlük sonuçtakilerle aynı, {}</translation>
    </message>
    <message>
        <source>Kept: {}</source>
        <translation>Korunan: {}</translation>
    </message>
    <message>
        <source>Not kept: {}</source>
        <translation>Korunmayan: {}</translation>
    </message>
    <message>
        <source>Left out as you wished: where the photo was taken</source>
        <translation>İsteğinizle çıkarılan: fotoğrafın çekildiği yer</translation>
    </message>
    <message>
        <source>and so is every sample</source>
        <translation>her örnek de öyle</translation>
    </message>
    <message>
        <source>the samples are what quality {} leaves of them and were not compared</source>
        <translation>örnekler {} kalitesinin bıraktığı kadardır ve karşılaştırılmadı</translation>
    </message>
    <message>
        <source>and the picture is, as near as quality {} keeps it</source>
        <translation>resim de {} kalitesinin koruduğu kadar yakın</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>the colour profile</source>
        <translation>renk profili</translation>
    </message>
    <message>
        <source>{}; none was lost</source>
        <translation>{}; hiçbiri kaybolmadı</translation>
    </message>
    <message>
        <source>the picture; there was nothing beside it</source>
        <translation>resim; yanında başka bir şey yoktu</translation>
    </message>
</context>
<context>
    <name>texts_library</name>
    <message>
        <source>not a picture in a known format ({0})</source>
        <translation>bilinen bir biçimde resim değil ({0})</translation>
    </message>
    <message>
        <source>is a folder, expected a picture</source>
        <translation>bir klasör; resim bekleniyordu</translation>
    </message>
    <message>
        <source>is a folder</source>
        <translation>bir klasör</translation>
    </message>
    <message>
        <source>is not a regular file</source>
        <translation>sıradan bir dosya değil</translation>
    </message>
    <message>
        <source>is a link to nothing</source>
        <translation>hiçbir yere gitmeyen bir bağlantı</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>dosya boş</translation>
    </message>
    <message>
        <source>the file is damaged: {0}</source>
        <translation>dosya bozuk: {0}</translation>
    </message>
    <message>
        <source>the picture is damaged or cut short</source>
        <translation>resim bozuk ya da eksik</translation>
    </message>
    <message>
        <source>premature end of JPEG image</source>
        <translation>JPEG dosyası yarıda kesilmiş</translation>
    </message>
    <message>
        <source>the file is too short for {0} x {1} pixels</source>
        <translation>dosya {0} x {1} piksel için fazla kısa</translation>
    </message>
    <message>
        <source>{0} x {1} pixels: there is no picture</source>
        <translation>{0} x {1} piksel: ortada resim yok</translation>
    </message>
    <message>
        <source>{0} x {1} pixels; the limit is {2} megapixels</source>
        <translation>{0} x {1} piksel; sınır {2} megapiksel</translation>
    </message>
    <message>
        <source>its channels lie in separate planes; save it with interleaved channels first</source>
        <translation>kanalları ayrı düzlemlerde; önce kanalları iç içe olacak şekilde kaydedin</translation>
    </message>
    <message>
        <source>the picture is damaged or cut short ({0})</source>
        <translation>resim bozuk ya da eksik ({0})</translation>
    </message>
    <message>
        <source>its transparency is multiplied into inks of 16 bits; convert it to RGB first</source>
        <translation>saydamlığı 16 bitlik mürekkeplerle çarpılmış; önce RGB&apos;ye dönüştürün</translation>
    </message>
    <message>
        <source>{0} cannot be loaded: {1}; install Restorer anew</source>
        <translation>{0} yüklenemiyor: {1}; Restorer&apos;ı yeniden kurun</translation>
    </message>
    <message>
        <source>not enough memory for the picture</source>
        <translation>resim için bellek yetmiyor</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>bellek yetmiyor</translation>
    </message>
    <message>
        <source>holds samples that are not finite numbers</source>
        <translation>sonlu sayı olmayan örnekler içeriyor</translation>
    </message>
    <message>
        <source>its samples are {0} of {1} bits; convert it to 8 or 16 bits first</source>
        <translation>örnekleri {1} bitlik {0}; önce 8 ya da 16 bite çevirin</translation>
    </message>
    <message>
        <source>its samples are {0} of {1} bits; convert it to 32 bits first</source>
        <translation>örnekleri {1} bitlik {0}; önce 32 bite çevirin</translation>
    </message>
    <message>
        <source>its colours are {0}; convert it to grey, RGB or CMYK first</source>
        <translation>renkleri {0}; önce gri, RGB ya da CMYK&apos;ye çevirin</translation>
    </message>
    <message>
        <source>{0} with {1} channels of {2}; convert it to grey or RGB of 8 or 16 bits first</source>
        <translation>{2} türünde {1} kanallı {0}; önce 8 ya da 16 bit gri ya da RGB&apos;ye çevirin</translation>
    </message>
    <message>
        <source>its colours are coded as primaries {0}, transfer {1} of H.273 without an ICC profile (wide gamut or HDR); convert it to sRGB or add a profile first</source>
        <translation>renkleri ICC profili olmadan H.273&apos;ün {0} ana renkleri ve {1} aktarımıyla kodlanmış (geniş gamut ya da HDR); önce sRGB&apos;ye çevirin ya da bir profil ekleyin</translation>
    </message>
    <message>
        <source>its samples are of narrow range, as video&apos;s are; convert it to full range first</source>
        <translation>örnekleri videodaki gibi dar aralıkta; önce tam aralığa çevirin</translation>
    </message>
    <message>
        <source>its samples reach {0} and more, but white is 1: scale them to 0..1 first</source>
        <translation>örnekleri {0} ve üzerine çıkıyor, oysa beyaz 1: önce 0..1 aralığına ölçekleyin</translation>
    </message>
    <message>
        <source>JPEG XL of mode {0}; convert it to 8 or 16 bits first</source>
        <translation>{0} kipinde JPEG XL; önce 8 ya da 16 bite çevirin</translation>
    </message>
    <message>
        <source>its canvas of {0} pixels is too large for its picture</source>
        <translation>{0} piksellik tuvali resmi için fazla büyük</translation>
    </message>
    <message>
        <source>its tags claim {0} bytes of a file of {1}</source>
        <translation>etiketleri {1} baytlık dosyanın {0} baytını gösteriyor</translation>
    </message>
    <message>
        <source>its tiles are {0} pixels wide or high</source>
        <translation>karoları {0} piksel genişliğinde ya da yüksekliğinde</translation>
    </message>
    <message>
        <source>the RAW file cannot be developed: {0}</source>
        <translation>RAW dosyası işlenemiyor: {0}</translation>
    </message>
    <message>
        <source>the RAW file is damaged: {0}</source>
        <translation>RAW dosyası bozuk: {0}</translation>
    </message>
    <message>
        <source>{0} needs an extra: {1}</source>
        <translation>{0} için ek bir paket gerekiyor: {1}</translation>
    </message>
    <message>
        <source>was changed while it was read; run again</source>
        <translation>okunurken değiştirildi; yeniden deneyin</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>böyle bir dosya ya da klasör yok</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>izin yok</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>bir klasör</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>diskte yer kalmadı</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>dosya sistemi salt okunur</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>dosya adı fazla uzun</translation>
    </message>
    <message>
        <source>{0} cannot hold texts of {1} ({2}), which were left out</source>
        <translation>{0} {1} metinlerini ({2}) taşıyamaz, metinler atıldı</translation>
    </message>
    <message>
        <source>a few of the samples lie beyond black and white and were clipped</source>
        <translation>örneklerin birkaçı siyahın ve beyazın ötesindeydi, bunlar kırpıldı</translation>
    </message>
    <message>
        <source>{0} of the samples lie beyond black and white and were clipped</source>
        <translation>örneklerin {0} kadarı siyahın ve beyazın ötesindeydi, bunlar kırpıldı</translation>
    </message>
    <message>
        <source>a comment</source>
        <translation>bir açıklama</translation>
    </message>
    <message>
        <source>exists already; choose another name, or allow overwriting</source>
        <translation>zaten var; başka bir ad seçin ya da üzerine yazılmasına izin verin</translation>
    </message>
    <message>
        <source>exists already; choose another name</source>
        <translation>zaten var; başka bir ad seçin</translation>
    </message>
    <message>
        <source>cannot be written: {0}</source>
        <translation>yazılamıyor: {0}</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}</source>
        <translation>{0} yazılamıyor: {1}</translation>
    </message>
    <message>
        <source>a report ends in .json or .html</source>
        <translation>rapor adı .json ya da .html ile bitmelidir</translation>
    </message>
    <message>
        <source>cannot be encoded as {0}: {1}</source>
        <translation>{0} olarak kodlanamıyor: {1}</translation>
    </message>
    <message>
        <source>cannot be read back: {0}</source>
        <translation>yeniden okunamıyor: {0}</translation>
    </message>
    <message>
        <source>read back, it is no {0}; nothing was kept</source>
        <translation>yeniden okununca {0} çıkmadı; hiçbir şey bırakılmadı</translation>
    </message>
    <message>
        <source>read back, {0}; nothing was kept</source>
        <translation>yeniden okununca fark bulundu ({0}); hiçbir şey bırakılmadı</translation>
    </message>
    <message>
        <source>cannot write {0}; known: {1}</source>
        <translation>{0} yazılamıyor; bilinenler: {1}</translation>
    </message>
    <message>
        <source>a file without extension</source>
        <translation>uzantısız bir dosya</translation>
    </message>
    <message>
        <source>format {0} cannot be written; known: {1}</source>
        <translation>{0} biçimi yazılamıyor; bilinenler: {1}</translation>
    </message>
    <message>
        <source>quality is {0}, expected 1 to 100</source>
        <translation>kalite {0}; 1 ile 100 arası bekleniyordu</translation>
    </message>
    <message>
        <source>a burst of {0}, expected two frames or more</source>
        <translation>{0} karelik seri; iki veya daha fazla bekleniyordu</translation>
    </message>
    <message>
        <source>the step is of the task {0}, expected denoise</source>
        <translation>adım {0} görevinden, beklenen denoise</translation>
    </message>
    <message>
        <source>the reference is frame {0}, expected one of 1 to {1}</source>
        <translation>referans kare {0}; 1 ile {1} arası bekleniyordu</translation>
    </message>
    <message>
        <source>bit depth is {0}, expected 8, 10, 12, 16 or 32</source>
        <translation>bit derinliği {0}; 8, 10, 12, 16 ya da 32 bekleniyordu</translation>
    </message>
    <message>
        <source>the folder is not writable</source>
        <translation>klasöre yazılamıyor</translation>
    </message>
    <message>
        <source>the folder is not writable: {0}</source>
        <translation>klasöre yazılamıyor: {0}</translation>
    </message>
    <message>
        <source>no such drive or folder</source>
        <translation>böyle bir sürücü ya da klasör yok</translation>
    </message>
    <message>
        <source>is no folder</source>
        <translation>bir klasör değil</translation>
    </message>
    <message>
        <source>the folder cannot be read: {0}</source>
        <translation>klasör okunamıyor: {0}</translation>
    </message>
    <message>
        <source>the journal cannot be used: {0}</source>
        <translation>günlük kullanılamıyor: {0}</translation>
    </message>
    <message>
        <source>{0} cannot hold transparency, which was left out</source>
        <translation>{0} saydamlık taşıyamaz, saydamlık atıldı</translation>
    </message>
    <message>
        <source>the picture may be damaged: its data go on behind its last row</source>
        <translation>resim bozuk olabilir: verisi son satırından sonra da sürüyor</translation>
    </message>
    <message>
        <source>{0} cannot hold {1} bits a sample, {2} were kept</source>
        <translation>{0} örnek başına {1} bit taşıyamaz, {2} bit korundu</translation>
    </message>
    <message>
        <source>{0} cannot hold {1} bits a sample, {2} were written</source>
        <translation>{0} örnek başına {1} bit taşıyamaz, {2} bit yazıldı</translation>
    </message>
    <message>
        <source>{0} cannot hold a profile of greys: they were converted to sRGB</source>
        <translation>{0} gri tonların profilini taşıyamaz: tonlar sRGB&apos;ye çevrildi</translation>
    </message>
    <message>
        <source>{0} cannot hold greys with a profile of colours, which was left out</source>
        <translation>{0} renk profili olan gri tonları tutamaz, profil bırakıldı</translation>
    </message>
    <message>
        <source>packets within its EXIF may tell where it was taken; they were left out</source>
        <translation>EXIF içindeki paketler çekim yerini söyleyebilir; bunlar atıldı</translation>
    </message>
    <message>
        <source>its {0} is damaged and may tell where it was taken; it was left out</source>
        <translation>{0} bilgisi hasarlı ve çekim yerini belli edebilir; bırakıldı</translation>
    </message>
    <message>
        <source>{0} cannot hold a resolution of {1} dpi, which was left out</source>
        <translation>{0} {1} dpi çözünürlük taşıyamaz, bu bilgi atıldı</translation>
    </message>
    <message>
        <source>avif cannot hold this damaged colour profile, which was left out</source>
        <translation>avif bu bozuk renk profilini taşıyamaz, profil atıldı</translation>
    </message>
    <message>
        <source>some programs open no png with so large a colour profile</source>
        <translation>bazı programlar bu kadar büyük bir renk profili olan png dosyalarını açamaz</translation>
    </message>
    <message>
        <source>{0} cannot hold {1} of {2}, which was left out</source>
        <translation>{0}, {2} dosyasındaki {1} bilgisini taşıyamaz, bu bilgi atıldı</translation>
    </message>
    <message>
        <source>{0} cannot hold {1}, which was left out</source>
        <translation>{0} şunu taşıyamaz, atıldı: {1}</translation>
    </message>
    <message>
        <source>a piece {0}</source>
        <translation>{0} parçası</translation>
    </message>
    <message>
        <source>the palette became full colours</source>
        <translation>palet tam renklere çevrildi</translation>
    </message>
    <message>
        <source>1 bit a sample became 8</source>
        <translation>örnek başına 1 bit 8 bit oldu</translation>
    </message>
    <message>
        <source>{0} bits a sample became 8</source>
        <translation>örnek başına {0} bit 8 bit oldu</translation>
    </message>
    <message>
        <source>floats of 16 bits became ones of 32</source>
        <translation>16 bitlik kayan noktalı sayılar 32 bitlik oldu</translation>
    </message>
    <message>
        <source>webp cannot hold it at this quality, so it was saved without loss</source>
        <translation>webp bu kalitede taşıyamadığından kayıpsız kaydedildi</translation>
    </message>
    <message>
        <source>its packed metadata are damaged and were left out</source>
        <translation>sıkıştırılmış üst verileri bozuk, bu bilgi atıldı</translation>
    </message>
    <message>
        <source>its packed metadata need brotli and were left out: pip install {0}</source>
        <translation>sıkıştırılmış üst verileri brotli gerektiriyor, bu bilgi atıldı: pip install {0}</translation>
    </message>
    <message>
        <source>its comments were left out</source>
        <translation>yorumları atlandı</translation>
    </message>
    <message>
        <source>its floats count from white to black; convert it to white at 1 first</source>
        <translation>ondalık örnekleri beyazdan siyaha sayıyor; önce beyazı 1 olacak biçime çevirin</translation>
    </message>
    <message>
        <source>its gamma of {0} (gAMA) is not that of sRGB and was passed over</source>
        <translation>gama değeri {0} (gAMA) sRGB&apos;ninki değil ve dikkate alınmadı</translation>
    </message>
    <message>
        <source>its primary colours (cHRM) are not those of sRGB and were passed over</source>
        <translation>ana renkleri (cHRM) sRGB&apos;ninkiler değil ve dikkate alınmadı</translation>
    </message>
    <message>
        <source>its pixels are not square, which results do not tell</source>
        <translation>pikselleri kare değil; sonuçlarda bu belirtilmez</translation>
    </message>
    <message>
        <source>the video of a motion photo was left out</source>
        <translation>hareketli fotoğrafın videosu atıldı</translation>
    </message>
    <message>
        <source>further pictures in the file (a preview or an HDR gain map) were left out</source>
        <translation>dosyadaki öteki resimler (önizleme ya da HDR kazanç haritası) atıldı</translation>
    </message>
    <message>
        <source>the HDR gain map was left out</source>
        <translation>HDR kazanç haritası atıldı</translation>
    </message>
    <message>
        <source>content credentials (C2PA) hold for the original only and were left out</source>
        <translation>içerik kimlik bilgileri (C2PA) yalnızca özgün dosya için geçerlidir ve atıldı</translation>
    </message>
    <message>
        <source>a colour profile with a piece missing was left out</source>
        <translation>bir parçası eksik olan renk profili atıldı</translation>
    </message>
    <message>
        <source>the colour profile cannot be used: {0}</source>
        <translation>renk profili kullanılamıyor: {0}</translation>
    </message>
    <message>
        <source>a second EXIF block was left out</source>
        <translation>ikinci EXIF bloğu atıldı</translation>
    </message>
    <message>
        <source>a second XMP packet was left out</source>
        <translation>ikinci XMP paketi atıldı</translation>
    </message>
    <message>
        <source>a second IPTC block was left out</source>
        <translation>ikinci IPTC bloğu atıldı</translation>
    </message>
    <message>
        <source>a second colour profile was left out</source>
        <translation>ikinci renk profili atıldı</translation>
    </message>
    <message>
        <source>a part of its XMP is missing or damaged and was left out</source>
        <translation>XMP bilgisinin bir bölümü eksik ya da bozuk, bu bölüm atıldı</translation>
    </message>
    <message>
        <source>a part of its EXIF is damaged and was left out</source>
        <translation>EXIF bilgisinin bir bölümü bozuk, bu bölüm atıldı</translation>
    </message>
    <message>
        <source>its EXIF cannot be read and was left out</source>
        <translation>EXIF bilgisi okunamadığı için atıldı</translation>
    </message>
    <message>
        <source>its EXIF is damaged</source>
        <translation>EXIF bilgisi bozuk</translation>
    </message>
    <message>
        <source>its EXIF is damaged and was left out, as it may tell to turn the picture once more</source>
        <translation>EXIF bilgisi bozuk; resmi bir kez daha döndürtebileceği için atıldı</translation>
    </message>
    <message>
        <source>its XMP is damaged</source>
        <translation>XMP bilgisi bozuk</translation>
    </message>
    <message>
        <source>its metadata are damaged and were left out</source>
        <translation>üst verileri bozuk, bu bilgi atıldı</translation>
    </message>
    <message>
        <source>{0} bytes behind the picture were left out</source>
        <translation>resmin arkasındaki {0} bayt atıldı</translation>
    </message>
    <message>
        <source>the damaged chunk {0} was left out</source>
        <translation>bozuk {0} parçası atıldı</translation>
    </message>
    <message>
        <source>chunks that hold for the original only were left out ({0})</source>
        <translation>yalnızca özgün dosya için geçerli olan parçalar atıldı ({0})</translation>
    </message>
    <message>
        <source>only the first picture of the animation is used</source>
        <translation>canlandırmanın yalnızca ilk resmi kullanılıyor</translation>
    </message>
    <message>
        <source>only the first picture of the sequence is used</source>
        <translation>dizinin yalnızca ilk resmi kullanılıyor</translation>
    </message>
    <message>
        <source>only the first of {0} pages is used</source>
        <translation>{0} sayfadan yalnızca ilki kullanılıyor</translation>
    </message>
    <message>
        <source>only the first of {0} pictures is used</source>
        <translation>{0} resimden yalnızca ilki kullanılıyor</translation>
    </message>
    <message>
        <source>page {0} of {1} is used: the first is a preview</source>
        <translation>{1} sayfadan {0}. sayfa kullanılıyor: ilki bir önizleme</translation>
    </message>
    <message>
        <source>only the main of {0} pictures is used</source>
        <translation>{0} resimden yalnızca ana resim kullanılıyor</translation>
    </message>
    <message>
        <source>the depth map was left out</source>
        <translation>derinlik haritası atıldı</translation>
    </message>
    <message>
        <source>the layers of a drawing program were left out</source>
        <translation>bir çizim programının katmanları atıldı</translation>
    </message>
    <message>
        <source>channels that are neither colour nor transparency (a saved selection, infrared) were left out</source>
        <translation>ne renk ne saydamlık olan kanallar (kayıtlı bir seçim, kızılötesi) atıldı</translation>
    </message>
    <message>
        <source>transparency that was multiplied into the colours was taken out of them</source>
        <translation>renklerle çarpılmış saydamlık renklerden çıkarıldı</translation>
    </message>
    <message>
        <source>the first picture calls itself a preview of another</source>
        <translation>ilk resim kendini bir başkasının önizlemesi olarak tanıtıyor</translation>
    </message>
    <message>
        <source>developed from RAW</source>
        <translation>RAW&apos;dan işlendi</translation>
    </message>
    <message>
        <source>is a {0} despite its name</source>
        <translation>adına karşın bir {0} dosyası</translation>
    </message>
    <message>
        <source>is an {0} despite its name</source>
        <translation>adına karşın bir {0} dosyası</translation>
    </message>
    <message>
        <source>not of the size of the other frames, {0} x {1} pixels</source>
        <translation>öteki karelerle aynı boyutta değil ({0} x {1} piksel)</translation>
    </message>
    <message>
        <source>{0} was done to it by Restorer before, and now once more</source>
        <translation>Restorer bu fotoğrafa {0} adımını daha önce uyguladı, bir kez daha uygulanıyor</translation>
    </message>
    <message>
        <source>black and white dots were taken out: {0} % of the pixels</source>
        <translation>siyah ve beyaz noktalar giderildi: piksellerin %{0} kadarı</translation>
    </message>
    <message>
        <source>no damage was found: nothing was filled</source>
        <translation>hasar bulunamadı: hiçbir yer doldurulmadı</translation>
    </message>
    <message>
        <source>the mask is empty: nothing was filled</source>
        <translation>maske boş: hiçbir yer doldurulmadı</translation>
    </message>
    <message>
        <source>the mask is too faint: its brightest is {0} of {1}; what is white is filled</source>
        <translation>maske çok soluk: en parlak yeri {1} üzerinden {0}; beyaz olan doldurulur</translation>
    </message>
    <message>
        <source>the mask covers the whole photo: nothing is left to fill it from</source>
        <translation>maske bütün fotoğrafı kaplıyor: doldurmak için geriye bir şey kalmıyor</translation>
    </message>
    <message>
        <source>the mask</source>
        <translation>maske</translation>
    </message>
    <message>
        <source>the recipe</source>
        <translation>tarif</translation>
    </message>
    <message>
        <source>the hints</source>
        <translation>ipuçları</translation>
    </message>
    <message>
        <source>the report</source>
        <translation>rapor</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>model</translation>
    </message>
    <message>
        <source>{0} is {1} pixels, expected {2} as the photo</source>
        <translation>{0} {1} piksel; fotoğraf gibi {2} bekleniyordu</translation>
    </message>
    <message>
        <source>{0} is {1} pixels, the photo {2}, as it stands upright; turn the mask</source>
        <translation>{0} {1} piksel, dik duran fotoğraf ise {2}; maskeyi döndürün</translation>
    </message>
    <message>
        <source>{0} is of shape {1}, expected one of height and width alone</source>
        <translation>{0} {1} biçiminde; yalnız yükseklik ve genişlik bekleniyordu</translation>
    </message>
    <message>
        <source>{0} is of {1}, expected bool, float, uint8 or uint16</source>
        <translation>{0} {1} türünde; bool, float, uint8 ya da uint16 bekleniyordu</translation>
    </message>
    <message>
        <source>{0} has values outside 0..1</source>
        <translation>{0} 0..1 dışında değerler içeriyor</translation>
    </message>
    <message>
        <source>the photo has colours already: only grey, sepia and toned ones are coloured</source>
        <translation>fotoğraf zaten renkli: yalnızca gri, sepya ve tonlanmış fotoğraflar renklendirilir</translation>
    </message>
    <message>
        <source>has one tone only, expected a picture with colours to lend</source>
        <translation>tek tonlu; renk verebilecek renkli bir resim bekleniyordu</translation>
    </message>
    <message>
        <source>the reference: {0}</source>
        <translation>başvuru fotoğrafı: {0}</translation>
    </message>
    <message>
        <source>{0} outside the photo of {1} x {2} pixels</source>
        <translation>{0}, {1} x {2} piksellik fotoğrafın dışında</translation>
    </message>
    <message>
        <source>{0}; this photo runs on the CPU</source>
        <translation>{0}; bu fotoğraf işlemcide çalışıyor</translation>
    </message>
    <message>
        <source>model {0}: not enough memory on {1}</source>
        <translation>{0} modeli: {1} üzerinde bellek yetmiyor</translation>
    </message>
    <message>
        <source>model {0}: failed to run: {1}</source>
        <translation>{0} modeli çalışamadı: {1}</translation>
    </message>
    <message>
        <source>model {0}: gave values that are not finite</source>
        <translation>{0} modeli sonlu olmayan değerler verdi</translation>
    </message>
    <message>
        <source>model {0}: gave {1} {2} for {3}x{4}x{5}</source>
        <translation>{0} modeli {3}x{4}x{5} için {1} {2} verdi</translation>
    </message>
    <message>
        <source>model {0}: has {1} inputs, expected {2} by {3}</source>
        <translation>{0} modelinin {1} girişi var; {3} için {2} bekleniyordu</translation>
    </message>
    <message>
        <source>model {0}: tiles of {1} pixels are too small for a reach of {2}</source>
        <translation>{0} modeli: {1} piksellik parçalar {2} piksellik erişim için fazla küçük</translation>
    </message>
    <message>
        <source>no model {0} for {1}; known: {2}; looked in {3}</source>
        <translation>{1} için {0} modeli yok; bilinenler: {2}; bakılan yerler: {3}</translation>
    </message>
    <message>
        <source>no model for {0}; known: {1}; looked in {2}</source>
        <translation>{0} için model yok; bilinenler: {1}; bakılan yerler: {2}</translation>
    </message>
    <message>
        <source>ONNX Runtime cannot load it: {0}</source>
        <translation>ONNX Runtime yükleyemiyor: {0}</translation>
    </message>
    <message>
        <source>not an ONNX model{0}</source>
        <translation>bir ONNX modeli değil{0}</translation>
    </message>
    <message>
        <source>not a sound ONNX model: the {0} at byte {1} is broken</source>
        <translation>sağlam bir ONNX modeli değil: {1}. bayttaki {0} bozuk</translation>
    </message>
    <message>
        <source>in ONNX Runtime&apos;s own format; convert the .onnx file it was made from</source>
        <translation>ONNX Runtime&apos;ın kendi biçiminde; yapıldığı .onnx dosyasını kullanın</translation>
    </message>
    <message>
        <source>its graphs lie in each other more than {0} deep</source>
        <translation>çizgeleri {0} kattan daha derin iç içe</translation>
    </message>
    <message>
        <source>keeps data in other files; save the model as one file without external data</source>
        <translation>verisini başka dosyalarda tutuyor; modeli dış verisi olmayan tek bir dosya olarak kaydedin</translation>
    </message>
    <message>
        <source>the model card inside is broken: {0}</source>
        <translation>içindeki model kartı bozuk: {0}</translation>
    </message>
    <message>
        <source>the model&apos;s name is {0}, expected a short line</source>
        <translation>modelin adı {0}; kısa bir satır olmalı</translation>
    </message>
    <message>
        <source>model {0}: contract {1} for task {2} is unknown here; known: {3}</source>
        <translation>model {0}: {2} görevi için {1} sözleşmesi burada bilinmiyor; bilinenler: {3}</translation>
    </message>
    <message>
        <source>model {0}: scores are {1}, expected a table</source>
        <translation>model {0}: puanları {1}; bir tablo olmalı</translation>
    </message>
    <message>
        <source>model {0}: {1} in its card, expected {2}</source>
        <translation>model {0}: kartında {1} var, {2} olmalı</translation>
    </message>
    <message>
        <source>model {0}: {1}, expected an integer from {2} to {3}</source>
        <translation>model {0}: {1}; {2} ile {3} arasında bir tam sayı olmalı</translation>
    </message>
    <message>
        <source>has {0} {1}, expected {2} by {3}</source>
        <translation>{0} {1} var, {3} gereği {2} olmalı</translation>
    </message>
    <message>
        <source>{0} is a {1}, expected a tensor(float)</source>
        <translation>{0} bir {1}, tensor(float) olmalı</translation>
    </message>
    <message>
        <source>{0} is of {1}x{2} pixels, expected {3}</source>
        <translation>{0} {1}x{2} piksel, {3} olmalı</translation>
    </message>
    <message>
        <source>{0} is {1}x{2}, expected {3}</source>
        <translation>{0} {1}x{2}, {3} olmalı</translation>
    </message>
    <message>
        <source>{0}, expected 4: {1}</source>
        <translation>{0}, 4 olmalı: {1}</translation>
    </message>
    <message>
        <source>gave a {0} of mean {1} for one of {2}</source>
        <translation>ortalaması {2} olan için ortalaması {1} olan bir {0} verdi</translation>
    </message>
    <message>
        <source>gave two pictures the same code</source>
        <translation>iki resme aynı kodu verdi</translation>
    </message>
    <message>
        <source>did not answer within {0} seconds</source>
        <translation>{0} saniye içinde yanıt vermedi</translation>
    </message>
    <message>
        <source>cannot be tried: {0}</source>
        <translation>denenemiyor: {0}</translation>
    </message>
    <message>
        <source>model {0} came with Restorer and stays</source>
        <translation>{0} modeli Restorer ile geldi ve kalır</translation>
    </message>
    <message>
        <source>noise is always measured by the shipped model; one of your own would not be used</source>
        <translation>gürültüyü hep Restorer&apos;ın kendi modeli ölçer; sizinki kullanılmazdı</translation>
    </message>
    <message>
        <source>{0} of your own; the files: {1}; looked in {2}</source>
        <translation>kendi modelleriniz arasında: {0}; dosyalar: {1}; bakılan yer: {2}</translation>
    </message>
    <message>
        <source>{0} is unknown; known: auto, {1}</source>
        <translation>{0} bilinmiyor; bilinenler: auto, {1}</translation>
    </message>
    <message>
        <source>ONNX Runtime cannot be loaded: {0}; {1}</source>
        <translation>ONNX Runtime yüklenemiyor: {0}; {1}</translation>
    </message>
    <message>
        <source>{0} is {1}, {2}; without it Restorer chooses</source>
        <translation>{0} şu: {1}, {2}; o olmadan Restorer seçer</translation>
    </message>
    <message>
        <source>larger than {0} MB</source>
        <translation>{0} MB sınırını aşıyor</translation>
    </message>
    <message>
        <source>{0} takes no model</source>
        <translation>{0} adımı model almaz</translation>
    </message>
    <message>
        <source>expected a list such as {0}</source>
        <translation>şöyle bir liste olmalı: {0}</translation>
    </message>
    <message>
        <source>not a JSON file: {0}</source>
        <translation>bir JSON dosyası değil: {0}</translation>
    </message>
    <message>
        <source>expected x, y and color</source>
        <translation>x, y ve color olmalı</translation>
    </message>
    <message>
        <source>color is {0}, expected one such as #c08040</source>
        <translation>color {0}; #c08040 gibi bir renk olmalı</translation>
    </message>
    <message>
        <source>{0} is {1}, expected a number of pixels</source>
        <translation>{0} {1}; bir piksel sayısı olmalı</translation>
    </message>
    <message>
        <source>colour {0}, expected red, green and blue of 0 to 1</source>
        <translation>renk {0}; kırmızı, yeşil ve mavi 0 ile 1 arasında olmalı</translation>
    </message>
    <message>
        <source>lies where results go; name it itself to restore it, or choose another output</source>
        <translation>sonuçların yazıldığı yerde duruyor; onarmak için dosyanın kendisini verin ya da sonuçlar için başka bir yer seçin</translation>
    </message>
    <message>
        <source>is where a result of ours was, and is not that now; name it itself to restore it, or rename it</source>
        <translation>bizim bir sonucumuzun yerinde duruyor, ama artık o değil; onarmak için dosyanın kendisini verin ya da adını değiştirin</translation>
    </message>
    <message>
        <source>has no model card; import the model, which tries it and adds one</source>
        <translation>model kartı yok; modeli içe aktarın: denenir ve bir kart eklenir</translation>
    </message>
    <message>
        <source>CUDA does not work here: {0}; choose another device</source>
        <translation>CUDA burada çalışmıyor: {0}; başka bir aygıt seçin</translation>
    </message>
    <message>
        <source>the results of {0} would have names of more than {1} bytes; name results in another way</source>
        <translation>şunların sonuç adları {1} bayttan uzun olurdu: {0}; sonuçları başka türlü adlandırın</translation>
    </message>
    <message>
        <source>the file is damaged (its sha256 is not the card&apos;s); copy it again from its source</source>
        <translation>dosya bozuk (sha256 değeri kartındaki gibi değil); kaynağından yeniden kopyalayın</translation>
    </message>
    <message>
        <source>not an ONNX model, or a truncated one</source>
        <translation>ONNX modeli değil ya da eksik</translation>
    </message>
    <message>
        <source>{0}; remove it or choose another model</source>
        <translation>{0}; kaldırın ya da başka bir model seçin</translation>
    </message>
    <message>
        <source>{0} is no name for a model; choose another one</source>
        <translation>{0} bir model adı olamaz; başka bir ad seçin</translation>
    </message>
    <message>
        <source>a name of {0} letters is too long for a model; choose another one</source>
        <translation>{0} harflik bir ad bir model için fazla uzun; başka bir ad seçin</translation>
    </message>
    <message>
        <source>its card says {0}, expected {1}</source>
        <translation>kartında {0} yazıyor, oysa {1} bekleniyordu</translation>
    </message>
    <message>
        <source>not among your own models, which are in {0}</source>
        <translation>kendi modelleriniz arasında değil, onlar şurada: {0}</translation>
    </message>
    <message>
        <source>cannot be deleted: {0}</source>
        <translation>silinemiyor: {0}</translation>
    </message>
    <message>
        <source>cannot be read: {0}</source>
        <translation>okunamıyor: {0}</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>bir dosya değil</translation>
    </message>
    <message>
        <source>not a TOML file: {0}</source>
        <translation>TOML dosyası değil: {0}</translation>
    </message>
    <message>
        <source>expected a list of [[steps]] and nothing else</source>
        <translation>yalnızca bir [[steps]] listesi bekleniyordu</translation>
    </message>
    <message>
        <source>neither a file nor a built-in recipe ({0})</source>
        <translation>ne bir dosya ne de hazır bir tarif ({0})</translation>
    </message>
    <message>
        <source>has no task</source>
        <translation>görevi yok</translation>
    </message>
    <message>
        <source>unknown {0}; known: {1}</source>
        <translation>bilinmeyen: {0}; bilinenler: {1}</translation>
    </message>
    <message>
        <source>controls are a table and model is a name</source>
        <translation>controls bir tablo, model bir ad olmalı</translation>
    </message>
    <message>
        <source>inputs are a table of files</source>
        <translation>inputs bir dosya tablosu olmalı</translation>
    </message>
    <message>
        <source>step {0}: {1}</source>
        <translation>{0}. adım: {1}</translation>
    </message>
    <message>
        <source>task {0} is unknown; known: {1}</source>
        <translation>{0} görevi bilinmiyor; bilinenler: {1}</translation>
    </message>
    <message>
        <source>{0} is {1}, which is unknown; known: {2}</source>
        <translation>{0} {1} olarak verilmiş, bu bilinmiyor; bilinenler: {2}</translation>
    </message>
    <message>
        <source>strength {0}, expected a number from 0 to 1</source>
        <translation>güç {0}; 0 ile 1 arası bir sayı bekleniyordu</translation>
    </message>
    <message>
        <source>control {0} is {1}, expected a number</source>
        <translation>{0} ayarı {1}; bir sayı bekleniyordu</translation>
    </message>
    <message>
        <source>control {0} is {1}, expected a whole number</source>
        <translation>{0} ayarı {1}; bir tam sayı bekleniyordu</translation>
    </message>
    <message>
        <source>control {0} is {1}, expected 0 to {2}</source>
        <translation>{0} ayarı {1}; 0 ile {2} arası bekleniyordu</translation>
    </message>
    <message>
        <source>{0} has no control {1}; known: {2}</source>
        <translation>{0} adımının {1} ayarı yok; bilinenler: {2}</translation>
    </message>
    <message>
        <source>{0} has no control {1}</source>
        <translation>{0} adımının {1} ayarı yok</translation>
    </message>
    <message>
        <source>{0} takes no input {1}</source>
        <translation>{0} adımı {1} girdisi almaz</translation>
    </message>
    <message>
        <source>input {0} is {1}, expected a Path or an array</source>
        <translation>{0} girdisi {1}; bir yol ya da dizi bekleniyordu</translation>
    </message>
    <message>
        <source>an input held in memory cannot be written; save it as a picture first</source>
        <translation>bellekteki bir girdi yazılamaz; önce resim olarak kaydedin</translation>
    </message>
    <message>
        <source>{0} is the name of a model of Restorer&apos;s; choose another one</source>
        <translation>{0} Restorer&apos;ın bir modelinin adı; başka bir ad seçin</translation>
    </message>
    <message>
        <source>is the name of a {0}, but the format is to be {1}</source>
        <translation>{0} uzantılı bir ad, ama biçim {1} olacak</translation>
    </message>
    <message>
        <source>name {0} has a path separator; the folder is chosen apart from it</source>
        <translation>{0} adında yol ayracı var; klasörü ayrıca seçin</translation>
    </message>
    <message>
        <source>name {0} would give {1}, no picture; end it in {2}</source>
        <translation>{0} adı {1} olurdu, bu bir resim değil; sonuna {2} koyun</translation>
    </message>
    <message>
        <source>{0} and {1} would both become {2}; restore them apart, or name results in another way, such as {3}</source>
        <translation>{0} ile {1} aynı dosyaya, {2} dosyasına yazılacaktı; ayrı ayrı onarın ya da sonuçları başka türlü adlandırın, örneğin {3}</translation>
    </message>
    <message>
        <source>several photos would become one file at {0} places: {1}; restore them apart, or name results in another way, such as {2}</source>
        <translation>{0} yerde birden çok fotoğraf aynı dosyaya yazılacaktı: {1}; ayrı ayrı onarın ya da sonuçları başka türlü adlandırın, örneğin {2}</translation>
    </message>
    <message>
        <source>its result would be called {0}, which cannot be; name results in another way</source>
        <translation>sonucun adı {0} olurdu, bu olamaz; ad kalıbını değiştirin</translation>
    </message>
    <message>
        <source>is called as a result of ours; name it itself to restore it, or rename it</source>
        <translation>adı bizim bir sonucumuzun adı gibi; onarmak için dosyanın kendisini verin ya da adını değiştirin</translation>
    </message>
    <message>
        <source>name {0} is no template: the conversion {1} is not understood; write {2}</source>
        <translation>{0} bir ad kalıbı değil: {1} dönüşümü anlaşılmıyor; {2} yazın</translation>
    </message>
    <message>
        <source>name {0} is no template: {1}</source>
        <translation>{0} bir ad kalıbı değil: {1}</translation>
    </message>
    <message>
        <source>name {0} has a field {1} that is unknown; known: {2}</source>
        <translation>{0} adındaki {1} alanı bilinmiyor; bilinenler: {2}</translation>
    </message>
    <message>
        <source>name {0} formats {1} by {2}; {3} is what there is</source>
        <translation>{0} adı {1} alanını {2} ile biçimliyor; olan {3}</translation>
    </message>
    <message>
        <source>is one of the photos themselves, which are never written to; choose another output</source>
        <translation>fotoğrafların kendilerinden biri; onlara hiçbir zaman yazılmaz, başka bir yer seçin</translation>
    </message>
    <message>
        <source>is one of the files results are made from, which are never written to; choose another output</source>
        <translation>sonuçların yapıldığı dosyalardan biri; onlara hiçbir zaman yazılmaz, başka bir yer seçin</translation>
    </message>
    <message>
        <source>not the name of a recipe, which ends in {0}</source>
        <translation>bir tarifin adı değil; tarif adı {0} ile biter</translation>
    </message>
    <message>
        <source>input {0}: its name is not Unicode, as all of a recipe is</source>
        <translation>girdi {0}: adı Unicode değil, bir tarifteki her şey Unicode olmalıdır</translation>
    </message>
    <message>
        <source>{0} cannot hold {1} bytes of {2}, which were left out</source>
        <translation>{0} {2} için {1} bayt taşıyamaz, bu bilgi atıldı</translation>
    </message>
    <message>
        <source>CUDA does not start here: {0}; it needs a driver for CUDA 13 and {1}; choose another device</source>
        <translation>CUDA burada başlamıyor: {0}; CUDA 13 için bir sürücü ve {1} gerekiyor; başka bir aygıt seçin</translation>
    </message>
    <message>
        <source>CUDA does not start here: {0}; the CPU is used</source>
        <translation>CUDA burada başlamıyor: {0}; işlemci kullanılıyor</translation>
    </message>
    <message>
        <source>another process is restoring it</source>
        <translation>başka bir süreç onu onarıyor</translation>
    </message>
    <message>
        <source>not wanted any more</source>
        <translation>artık istenmiyor</translation>
    </message>
    <message>
        <source>done before</source>
        <translation>daha önce yapıldı</translation>
    </message>
    <message>
        <source>was changed since it was restored, and is kept</source>
        <translation>onarıldıktan sonra değiştirilmiş, olduğu gibi kalıyor</translation>
    </message>
    <message>
        <source>is the result of another photo, and is kept; choose another output or name</source>
        <translation>başka bir fotoğrafın sonucu, olduğu gibi kalıyor; başka bir yer ya da ad seçin</translation>
    </message>
    <message>
        <source>exists already, and is kept</source>
        <translation>zaten var, olduğu gibi kalıyor</translation>
    </message>
</context>
<context>
    <name>texts_log</name>
    <message>
        <source>Log</source>
        <translation>Günlük</translation>
    </message>
    <message>
        <source>Show what the program noted, to copy it into a report</source>
        <translation>Programın not ettiklerini göster; bir bildirime kopyalamak için</translation>
    </message>
    <message>
        <source>What the program noted</source>
        <translation>Programın not ettikleri</translation>
    </message>
    <message>
        <source>Nothing was noted.</source>
        <translation>Hiçbir şey not edilmedi.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopyala</translation>
    </message>
    <message>
        <source>Copy the whole log</source>
        <translation>Bütün günlüğü kopyala</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Klasörü aç</translation>
    </message>
    <message>
        <source>Show the folder that the log lies in</source>
        <translation>Günlüğün bulunduğu klasörü göster</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Kapat</translation>
    </message>
    <message>
        <source>Restore session</source>
        <translation>Oturumu geri yükle</translation>
    </message>
    <message>
        <source>Open the photo again, with its steps and the view</source>
        <translation>Fotoğrafı adımları ve görünümüyle yeniden aç</translation>
    </message>
    <message>
        <source>Something went wrong ({}). The log tells more.</source>
        <translation>Bir şey ters gitti ({}). Ayrıntılar günlükte.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly with {} open.</source>
        <translation>Program, {} açıkken beklenmedik biçimde kapandı.</translation>
    </message>
    <message>
        <source>The program was ended from outside with {} open.</source>
        <translation>Program, {} açıkken dışarıdan sonlandırıldı.</translation>
    </message>
</context>
<context>
    <name>texts_menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Dosya</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>Dü&amp;zen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Görünüm</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>&amp;Adımlar</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>A&amp;raçlar</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Yardım</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Son açılanlar</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Henüz fotoğraf yok</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Listeyi temizle</translation>
    </message>
    <message>
        <source>Open an example</source>
        <translation>Örnek aç</translation>
    </message>
    <message>
        <source>Ready-made recipes</source>
        <translation>Hazır tarifler</translation>
    </message>
    <message>
        <source>{} is not there any more and was taken off the list of recent photos.</source>
        <translation>{} artık yerinde değil; son açılan fotoğraflar listesinden çıkarıldı.</translation>
    </message>
    <message>
        <source>Recent photos</source>
        <translation>Son açılan fotoğraflar</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Çık</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Tercihler…</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>Yan bölme</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Tam ekran</translation>
    </message>
    <message>
        <source>Models and device…</source>
        <translation>Modeller ve aygıt…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Yardım</translation>
    </message>
    <message>
        <source>A short tour</source>
        <translation>Kısa tanıtım</translation>
    </message>
    <message>
        <source>About Restorer</source>
        <translation>Restorer hakkında</translation>
    </message>
    <message>
        <source>About Qt</source>
        <translation>Qt hakkında</translation>
    </message>
    <message>
        <source>Noisy portrait</source>
        <translation>Gürültülü portre</translation>
    </message>
    <message>
        <source>Noisy grey photo</source>
        <translation>Gürültülü gri fotoğraf</translation>
    </message>
    <message>
        <source>Noisy cat</source>
        <translation>Gürültülü kedi</translation>
    </message>
    <message>
        <source>Noisy cup</source>
        <translation>Gürültülü fincan</translation>
    </message>
    <message>
        <source>Scratched and faded</source>
        <translation>Çizik ve solmuş</translation>
    </message>
    <message>
        <source>Without colours</source>
        <translation>Renksiz</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Klavye kısayolları</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tuşlar</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>İşlevi</translation>
    </message>
    <message>
        <source>On the photo</source>
        <translation>Fotoğrafın üzerinde</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Tekerlek</translation>
    </message>
    <message>
        <source>Zoom under the pointer</source>
        <translation>İmlecin altında yakınlaştırıp uzaklaştırır</translation>
    </message>
    <message>
        <source>Drag, arrow keys</source>
        <translation>Sürükleme, ok tuşları</translation>
    </message>
    <message>
        <source>Move the photo</source>
        <translation>Fotoğrafı kaydırır</translation>
    </message>
    <message>
        <source>Ctrl+arrow keys</source>
        <translation>Ctrl+ok tuşları</translation>
    </message>
    <message>
        <source>Move the photo by one pixel</source>
        <translation>Fotoğrafı bir piksel kaydırır</translation>
    </message>
    <message>
        <source>Shift and ← →</source>
        <translation>Shift ve ← →</translation>
    </message>
    <message>
        <source>Move the divider</source>
        <translation>Ayracı kaydırır</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Place a colour, or paint, in the middle of what is seen</source>
        <translation>Görünenin ortasına renk yerleştirir ya da orayı boyar</translation>
    </message>
    <message>
        <source>Enter, arrow keys, Enter</source>
        <translation>Enter, ok tuşları, Enter</translation>
    </message>
    <message>
        <source>Draw with lasso and box, from the first place to the last</source>
        <translation>Kement ve kutuyla ilk yerden son yere kadar çizer</translation>
    </message>
    <message>
        <source>Shift, and click or Enter</source>
        <translation>Shift ile tıklama ya da Enter</translation>
    </message>
    <message>
        <source>Paint a straight line from the end of the last one</source>
        <translation>Son çizginin ucundan düz çizgi çeker</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Take back what is being drawn</source>
        <translation>Çizilmekte olanı geri alır</translation>
    </message>
    <message>
        <source>Space, held</source>
        <translation>Boşluk, basılı tutarken</translation>
    </message>
    <message>
        <source>Move the photo, also on the divider</source>
        <translation>Ayracın üzerinde de fotoğrafı kaydırır</translation>
    </message>
    <message>
        <source>B, held</source>
        <translation>B, basılı tutarken</translation>
    </message>
    <message>
        <source>See the original</source>
        <translation>Aslını gösterir</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Araçlar</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Restorer help</source>
        <translation>Restorer yardımı</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Konular</translation>
    </message>
    <message>
        <source>Text of the topic</source>
        <translation>Konunun metni</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Atla</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Geri</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>İleri</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Bitti</translation>
    </message>
    <message>
        <source>Try with an example</source>
        <translation>Bir örnekle dene</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} / {}</translation>
    </message>
    <message>
        <source>Photos brought back</source>
        <translation>Fotoğraflar geri gelsin</translation>
    </message>
    <message>
        <source>Restorer takes noise out of photos, fills scratches, puts faded tones right and gives grey photos colours. All of it happens on your computer; no photo leaves it.</source>
        <translation>Restorer fotoğraflardaki gürültüyü giderir, çizikleri doldurur, solmuş tonları düzeltir ve gri fotoğraflara renk verir. Her şey bilgisayarınızda olur; hiçbir fotoğraf dışarı çıkmaz.</translation>
    </message>
    <message>
        <source>Open a photo</source>
        <translation>Bir fotoğraf aç</translation>
    </message>
    <message>
        <source>Drop a photo on the window, or press Ctrl+O. The original is never written to. Its size, its kind and the noise found in it are shown.</source>
        <translation>Pencereye bir fotoğraf bırakın ya da Ctrl+O tuşlarına basın. Fotoğrafın aslına hiçbir zaman yazılmaz. Boyutu, türü ve içinde bulunan gürültü gösterilir.</translation>
    </message>
    <message>
        <source>Choose the steps</source>
        <translation>Adımları seçin</translation>
    </message>
    <message>
        <source>Switch on what is to be done: repair, denoise, tone, colour. Each card has its own sliders. Then press Restore.</source>
        <translation>Yapılacakları açın: hasar giderme, gürültü azaltma, ton, renk. Her kartın kendi sürgüleri vardır. Sonra Onar düğmesine basın.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Karşılaştır</translation>
    </message>
    <message>
        <source>Drag the divider between before and after, or hold B to see the original. The wheel zooms. Strengths answer at once, and every change can be undone.</source>
        <translation>Öncesi ile sonrası arasındaki ayracı sürükleyin ya da aslını görmek için B tuşunu basılı tutun. Tekerlek yakınlaştırır. Güç ayarlarının sonucu anında görünür ve her değişiklik geri alınabilir.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Kaydedin</translation>
    </message>
    <message>
        <source>The result is saved beside the original with all the photo had: camera data, profile, depth. A recipe keeps the steps for other photos and for whole folders.</source>
        <translation>Sonuç, fotoğrafta ne varsa onunla birlikte aslının yanına kaydedilir: kamera bilgileri, renk profili, bit derinliği. Tarif, adımları başka fotoğraflar ve bütün klasörler için saklar.</translation>
    </message>
    <message>
        <source>On the left a noisy portrait, on the right the same without noise</source>
        <translation>Solda gürültülü bir portre, sağda aynısının gürültüsüz hâli</translation>
    </message>
    <message>
        <source>A noisy cup of coffee</source>
        <translation>Gürültülü bir kahve fincanı</translation>
    </message>
    <message>
        <source>On the left a scratched, faded portrait, on the right the same repaired</source>
        <translation>Solda çizik ve solmuş bir portre, sağda aynısının onarılmış hâli</translation>
    </message>
    <message>
        <source>A cat, noisy left of the divider, clean on its right</source>
        <translation>Bir kedi; ayracın solu gürültülü, sağı temiz</translation>
    </message>
    <message>
        <source>On the left a grey portrait, on the right the same in colour</source>
        <translation>Solda gri bir portre, sağda aynısının renkli hâli</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Restorer {version}&lt;/h3&gt;&lt;p&gt;Brings photos back, on your own computer. No photo leaves it, and nothing is counted or sent.&lt;/p&gt;&lt;p&gt;Restorer is free software under the MIT licence. The networks were trained for it; the terms of each are on its card under &lt;i&gt;Models and device&lt;/i&gt;.&lt;/p&gt;&lt;p&gt;It stands on others&apos; work: Qt for Python (LGPL 3), ONNX Runtime (MIT), NumPy and SciPy (BSD), libvips (LGPL 2.1) and pyvips (MIT), Pillow (MIT-CMU), lxml (BSD), rich and Typer (MIT), platformdirs (MIT), psutil (BSD).&lt;/p&gt;&lt;p&gt;The example photos are by NASA (public domain), Lav Varshney, Stéfan van der Walt and Rachel Michetti (CC0).&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Restorer {version}&lt;/h3&gt;&lt;p&gt;Fotoğrafları kendi bilgisayarınızda geri getirir. Hiçbir fotoğraf dışarı çıkmaz, hiçbir şey sayılmaz ya da gönderilmez.&lt;/p&gt;&lt;p&gt;Restorer, MIT lisanslı özgür bir yazılımdır. Ağlar onun için eğitilmiştir; her birinin koşulları &lt;i&gt;Modeller ve aygıt&lt;/i&gt; sayfasındaki kartındadır.&lt;/p&gt;&lt;p&gt;Başkalarının emeği üzerinde durur: Qt for Python (LGPL 3), ONNX Runtime (MIT), NumPy ve SciPy (BSD), libvips (LGPL 2.1) ve pyvips (MIT), Pillow (MIT-CMU), lxml (BSD), rich ve Typer (MIT), platformdirs (MIT), psutil (BSD).&lt;/p&gt;&lt;p&gt;Örnek fotoğraflar: NASA (kamu malı), Lav Varshney, Stéfan van der Walt ve Rachel Michetti (CC0).&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>texts_pages</name>
    <message>
        <source>Preferences</source>
        <translation>Tercihler</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Sistemdeki gibi</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Açık</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Koyu</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Dil</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Türkçe</source>
        <translation>Türkçe</translation>
    </message>
    <message>
        <source>Results go to</source>
        <translation>Sonuçların yeri</translation>
    </message>
    <message>
        <source>The photo&apos;s own folder</source>
        <translation>Fotoğrafın kendi klasörü</translation>
    </message>
    <message>
        <source>Your own models</source>
        <translation>Kendi modelleriniz</translation>
    </message>
    <message>
        <source>Where models that you import are kept</source>
        <translation>İçe aktardığınız modellerin saklandığı yer</translation>
    </message>
    <message>
        <source>The usual folder</source>
        <translation>Olağan klasör</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Seç…</translation>
    </message>
    <message>
        <source>Choose: {}</source>
        <translation>Seç: {}</translation>
    </message>
    <message>
        <source>Networks run on</source>
        <translation>Ağların çalıştığı yer</translation>
    </message>
    <message>
        <source>The graphics card is faster, the processor takes longer and always works.</source>
        <translation>Ekran kartı daha hızlıdır; işlemci daha uzun sürer ve her zaman çalışır.</translation>
    </message>
    <message>
        <source>The graphics card, if it works</source>
        <translation>Çalışıyorsa ekran kartı</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>İşlemci</translation>
    </message>
    <message>
        <source>Memory for one piece</source>
        <translation>Bir parça için bellek</translation>
    </message>
    <message>
        <source>How much memory a network may take at once. Less makes more and smaller pieces; the result is the same.</source>
        <translation>Bir ağın bir kerede kullanabileceği bellek. Az bellekle parçalar küçülür ve çoğalır; sonuç aynıdır.</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Otomatik</translation>
    </message>
    <message>
        <source>The environment variable {} says this.</source>
        <translation>Bunu {} ortam değişkeni belirliyor.</translation>
    </message>
    <message>
        <source>Models and device</source>
        <translation>Modeller ve aygıt</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modeller</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Aygıt</translation>
    </message>
    <message>
        <source>About this model</source>
        <translation>Bu model hakkında</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>İçe aktar…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Kaldır</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Model içe aktar</translation>
    </message>
    <message>
        <source>ONNX models (*.onnx)</source>
        <translation>ONNX modelleri (*.onnx)</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Görevi</translation>
    </message>
    <message>
        <source>Its name here</source>
        <translation>Buradaki adı</translation>
    </message>
    <message>
        <source>Trying {} …</source>
        <translation>{} deneniyor …</translation>
    </message>
    <message>
        <source>End the trial; nothing is imported</source>
        <translation>Denemeyi bitir; hiçbir şey içe aktarılmaz</translation>
    </message>
    <message>
        <source>{} was not imported, as you wished.</source>
        <translation>{} isteğiniz üzerine içe aktarılmadı.</translation>
    </message>
    <message>
        <source>{} was not imported: {}.</source>
        <translation>{} içe aktarılmadı: {}.</translation>
    </message>
    <message>
        <source>Remove {} from your models?</source>
        <translation>{} modellerinizden kaldırılsın mı?</translation>
    </message>
    <message>
        <source>The file {} is deleted.</source>
        <translation>{} dosyası silinir.</translation>
    </message>
    <message>
        <source>{} was removed.</source>
        <translation>{} kaldırıldı.</translation>
    </message>
    <message>
        <source>{} was not removed: {}.</source>
        <translation>{} kaldırılmadı: {}.</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>Kullanılamaz</translation>
    </message>
    <message>
        <source>{name} (your own)
{task}</source>
        <translation>{name} (sizin)
{task}</translation>
    </message>
    <message>
        <source>{name}
{task}</source>
        <translation>{name}
{task}</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Restorer&apos;s</source>
        <translation>Restorer ile gelen</translation>
    </message>
    <message>
        <source>Restorer&apos;s, faster</source>
        <translation>Restorer ile gelen, daha hızlı</translation>
    </message>
    <message>
        <source>Takes noise away</source>
        <translation>Gürültüyü giderir</translation>
    </message>
    <message>
        <source>Tells how strong noise is</source>
        <translation>Gürültünün gücünü söyler</translation>
    </message>
    <message>
        <source>Fills holes</source>
        <translation>Boşlukları doldurur</translation>
    </message>
    <message>
        <source>Finds damage</source>
        <translation>Hasarı bulur</translation>
    </message>
    <message>
        <source>Gives colours</source>
        <translation>Renk verir</translation>
    </message>
    <message>
        <source>Finds copies of photos</source>
        <translation>Fotoğrafların kopyalarını bulur</translation>
    </message>
    <message>
        <source>Restores frames together</source>
        <translation>Kareleri birlikte onarır</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Görev</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Dosya</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lisans</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Eğitim verisi</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Puanlar</translation>
    </message>
    <message>
        <source>Looks around</source>
        <translation>Erişim</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Boyut</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Sorun</translation>
    </message>
    <message>
        <source>the whole picture</source>
        <translation>bütün resim</translation>
    </message>
    <message>
        <source>{} pixel</source>
        <translation>{} piksel</translation>
    </message>
    <message>
        <source>{} pixels</source>
        <translation>{} piksel</translation>
    </message>
    <message>
        <source>{} MB</source>
        <translation>{} MB</translation>
    </message>
    <message>
        <source>{name}: works, {seconds} seconds a megapixel</source>
        <translation>{name}: çalışıyor, megapiksel başına {seconds} saniye</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>belirtilmemiş</translation>
    </message>
    <message>
        <source>The folder that Save and Save as use</source>
        <translation>Kaydet ve Farklı kaydet komutlarının kullandığı klasör</translation>
    </message>
    <message>
        <source>Language, your own models, device and memory take effect at the next start.</source>
        <translation>Dil, kendi modelleriniz, aygıt ve bellek bir sonraki açılışta geçerli olur.</translation>
    </message>
    <message>
        <source>The model is tried on small pictures in a process of its own, which takes up to a minute; one without a card is measured as well, which may take some more. It must keep the contract of its task.</source>
        <translation>Model, ayrı bir süreçte küçük resimler üzerinde denenir; bu bir dakikaya kadar sürebilir. Kartı olmayan bir model ayrıca ölçülür, bu da biraz daha sürebilir. Görevinin sözleşmesine uyması gerekir.</translation>
    </message>
    <message>
        <source>{} was imported. The card of its step offers it now, and so do `--model {}` and recipes.</source>
        <translation>{} içe aktarıldı. Artık adımının kartında seçilebilir; `--model {}` ile ve tariflerde de.</translation>
    </message>
    <message>
        <source>Which network does this step: Restorer&apos;s best, a faster one, or one of your own</source>
        <translation>Bu adımı hangi ağ yapsın: Restorer ile gelen en iyi ağ mı, daha hızlısı mı, kendi ağınız mı</translation>
    </message>
    <message>
        <source>In use: {}</source>
        <translation>Kullanılan: {}</translation>
    </message>
    <message>
        <source>No network has run yet: restore a photo, or try the devices.</source>
        <translation>Henüz hiçbir ağ çalışmadı: bir fotoğraf onarın ya da aygıtları deneyin.</translation>
    </message>
    <message>
        <source>Try the devices</source>
        <translation>Aygıtları dene</translation>
    </message>
    <message>
        <source>Trying each device by running a network on it …</source>
        <translation>Her aygıt, üzerinde bir ağ çalıştırılarak deneniyor …</translation>
    </message>
    <message>
        <source>{name}: cannot be used: {detail}</source>
        <translation>{name}: kullanılamıyor: {detail}</translation>
    </message>
    <message>
        <source>Facts for a report of a fault</source>
        <translation>Hata bildirimi için bilgiler</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopyala</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopyalandı.</translation>
    </message>
    <message>
        <source>Versions and devices come here once the devices are tried.</source>
        <translation>Aygıtlar denendiğinde sürümler ve aygıtlar burada görünür.</translation>
    </message>
    <message>
        <source>The devices could not be tried: {}.</source>
        <translation>Aygıtlar denenemedi: {}.</translation>
    </message>
</context>
<context>
    <name>texts_review</name>
    <message>
        <source>Results</source>
        <translation>Sonuçlar</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Kabul et</translation>
    </message>
    <message>
        <source>Keep the result; once more takes that back</source>
        <translation>Sonucu koru; bir kez daha basılırsa geri alınır</translation>
    </message>
    <message>
        <source>Stronger</source>
        <translation>Daha güçlü</translation>
    </message>
    <message>
        <source>Restore the photo again, more strongly, and replace our result</source>
        <translation>Fotoğrafı yeniden, daha güçlü onar ve sonucumuzu değiştir</translation>
    </message>
    <message>
        <source>Weaker</source>
        <translation>Daha zayıf</translation>
    </message>
    <message>
        <source>Restore the photo again, less strongly, and replace our result</source>
        <translation>Fotoğrafı yeniden, daha zayıf onar ve sonucumuzu değiştir</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Reddet</translation>
    </message>
    <message>
        <source>Move our result to the trash; the photo itself stays</source>
        <translation>Sonucumuzu çöpe taşı; fotoğrafın kendisi kalır</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Büyüt</translation>
    </message>
    <message>
        <source>Show before and after as large as the window</source>
        <translation>Öncesini ve sonrasını pencere boyunda göster</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>Bütün sonuçlar</translation>
    </message>
    <message>
        <source>Go back to all results</source>
        <translation>Bütün sonuçlara dön</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Sonraki</translation>
    </message>
    <message>
        <source>Show the next result</source>
        <translation>Sonraki sonucu göster</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Önceki</translation>
    </message>
    <message>
        <source>Show the result before</source>
        <translation>Önceki sonucu göster</translation>
    </message>
    <message>
        <source>The photos themselves are never changed, moved or deleted, whatever you choose here.</source>
        <translation>Burada ne seçerseniz seçin, fotoğrafların kendileri hiçbir zaman değiştirilmez, taşınmaz ya da silinmez.</translation>
    </message>
    <message>
        <source>Results will show here as soon as there are some</source>
        <translation>Sonuçlar hazır oldukça burada görünür</translation>
    </message>
    <message>
        <source>the result was rejected; the photo itself is untouched</source>
        <translation>sonuç reddedildi; fotoğrafın kendisine dokunulmadı</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Yükleniyor …</translation>
    </message>
    <message>
        <source>Delete the result for good</source>
        <translation>Sonucu kalıcı olarak sil</translation>
    </message>
    <message>
        <source>Keep the result</source>
        <translation>Sonucu koru</translation>
    </message>
    <message>
        <source>B, held</source>
        <translation>B, basılı tutarken</translation>
    </message>
    <message>
        <source>Review, large: the photo before</source>
        <translation>İnceleme, büyük: fotoğrafın öncesi</translation>
    </message>
    <message>
        <source>{}: this is as strong as the steps of its recipe can be.</source>
        <translation>{}: tarifinin adımları bundan daha güçlü olamaz.</translation>
    </message>
    <message>
        <source>{}: this is as weak as the steps of its recipe can be.</source>
        <translation>{}: tarifinin adımları bundan daha zayıf olamaz.</translation>
    </message>
    <message>
        <source>{} was changed since, or is itself a photo of the queue, and is kept.</source>
        <translation>{} o zamandan beri değiştirilmiş ya da kendisi kuyruktaki bir fotoğraf; bu yüzden korunuyor.</translation>
    </message>
    <message>
        <source>The result {} cannot be moved to the trash.</source>
        <translation>{} sonucu çöpe taşınamıyor.</translation>
    </message>
    <message>
        <source>Only the result would be deleted. The photo itself, {}, stays where it is.</source>
        <translation>Yalnızca sonuç silinir. Fotoğrafın kendisi, {}, yerinde kalır.</translation>
    </message>
</context>
<context>
    <name>texts_side</name>
    <message>
        <source>Histogram</source>
        <translation>Histogram</translation>
    </message>
    <message>
        <source>How often each level occurs, from black to white: red, green and blue as areas, brightness as a line. Click, or press Space, for a logarithmic scale.</source>
        <translation>Her düzeyin siyahtan beyaza ne sıklıkta geçtiği: kırmızı, yeşil ve mavi alan olarak, parlaklık çizgi olarak. Logaritmik ölçek için tıklayın ya da Boşluk tuşuna basın.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Önce</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Sonra</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>doğrusal</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>logaritmik</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Geçmiş</translation>
    </message>
    <message>
        <source>Original state</source>
        <translation>İlk hâli</translation>
    </message>
    <message>
        <source>What was set, in order; a click goes back to it, or forward</source>
        <translation>Sırasıyla ne ayarlandığı; tıklamak oraya geri ya da ileri götürür</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Kırmızı</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Yeşil</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Mavi</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Parlaklık</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>görünüyor</translation>
    </message>
    <message>
        <source>folded away</source>
        <translation>katlı</translation>
    </message>
    <message>
        <source>Clipped shadows {}, highlights {}</source>
        <translation>Kırpılan gölgeler {}, ışıklar {}</translation>
    </message>
    <message>
        <source>{} {:.0f} of 255 on average</source>
        <translation>{} ortalama {:.0f} / 255</translation>
    </message>
    <message>
        <source>under 0.1 %</source>
        <translation>%0,1’in altında</translation>
    </message>
    <message>
        <source>{} %</source>
        <translation>%{}</translation>
    </message>
</context>
<context>
    <name>texts_wishes</name>
    <message>
        <source>Saving {name} …</source>
        <translation>{name} kaydediliyor …</translation>
    </message>
    <message>
        <source>Opening {name} …</source>
        <translation>{name} açılıyor …</translation>
    </message>
    <message>
        <source>Looking through the burst …</source>
        <translation>Seri inceleniyor …</translation>
    </message>
    <message>
        <source>Opening what was pasted …</source>
        <translation>Yapıştırılan açılıyor …</translation>
    </message>
    <message>
        <source>Restoring …</source>
        <translation>Onarılıyor …</translation>
    </message>
    <message>
        <source>Looking for damage …</source>
        <translation>Hasar aranıyor …</translation>
    </message>
    <message>
        <source>Colouring in several ways …</source>
        <translation>Birkaç türlü renklendiriliyor …</translation>
    </message>
    <message>
        <source>Preparing the photo …</source>
        <translation>Fotoğraf hazırlanıyor …</translation>
    </message>
    <message>
        <source>Reading {name} …</source>
        <translation>{name} okunuyor …</translation>
    </message>
    <message>
        <source>{name} could not be saved: {why}.</source>
        <translation>{name} kaydedilemedi: {why}.</translation>
    </message>
    <message>
        <source>{name} could not be opened: {why}.</source>
        <translation>{name} açılamadı: {why}.</translation>
    </message>
    <message>
        <source>The burst could not be opened: {why}.</source>
        <translation>Seri açılamadı: {why}.</translation>
    </message>
    <message>
        <source>What was pasted could not be opened: {why}.</source>
        <translation>Yapıştırılan açılamadı: {why}.</translation>
    </message>
    <message>
        <source>The photo could not be restored: {why}.</source>
        <translation>Fotoğraf onarılamadı: {why}.</translation>
    </message>
    <message>
        <source>The mask cannot be shown: {why}.</source>
        <translation>Maske gösterilemiyor: {why}.</translation>
    </message>
    <message>
        <source>No colours can be proposed: {why}.</source>
        <translation>Renk önerilemiyor: {why}.</translation>
    </message>
    <message>
        <source>The photo could not be prepared: {why}.</source>
        <translation>Fotoğraf hazırlanamadı: {why}.</translation>
    </message>
    <message>
        <source>{name} could not be read: {why}.</source>
        <translation>{name} okunamadı: {why}.</translation>
    </message>
    <message>
        <source>{} {} s so far</source>
        <translation>{} {} sn geçti</translation>
    </message>
    <message>
        <source>{} {} min so far</source>
        <translation>{} {} dk geçti</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Adımlar</translation>
    </message>
    <message>
        <source>The photo is restored.</source>
        <translation>Fotoğraf onarıldı.</translation>
    </message>
    <message>
        <source>No step is switched on.</source>
        <translation>Hiçbir adım açık değil.</translation>
    </message>
    <message>
        <source>Nothing is marked yet: paint over what is to be filled.</source>
        <translation>Henüz hiçbir yer işaretlenmedi: doldurulacak yerlerin üzerini boyayın.</translation>
    </message>
</context>
<context>
    <name>texts_worker</name>
    <message>
        <source>the system lets no other program start; close some programs and try again</source>
        <translation>sistem başka bir programın başlamasına izin vermiyor; birkaç program kapatıp yeniden deneyin</translation>
    </message>
    <message>
        <source>there is not enough memory; close other programs, or try fewer steps or a smaller photo</source>
        <translation>yeterli bellek yok; başka programları kapatın ya da daha az adım veya daha küçük bir fotoğraf deneyin</translation>
    </message>
    <message>
        <source>The part that does the work ended unexpectedly ({}) and was started again.</source>
        <translation>İşi yapan bölüm beklenmedik biçimde sona erdi ({}) ve yeniden başlatıldı.</translation>
    </message>
    <message>
        <source>the part that does the work ended twice over it ({}), perhaps for lack of memory; close other programs, or try fewer steps or a smaller photo. The log tells more</source>
        <translation>işi yapan bölüm bunun üzerinde iki kez sona erdi ({}), belki bellek yetmediği için; başka programları kapatın ya da daha az adım veya daha küçük bir fotoğraf deneyin. Ayrıntılar günlükte</translation>
    </message>
</context>
</TS>
